import { msToSamples } from '../realtime/audio-time.ts'
import type { Speaker } from '../speech/speaker.ts'

/** A soft tone, whose pitch changes with each word, every word as long as the other. */
export function scriptedSpeaker(wordMs = 300): Speaker {
  const perWord = msToSamples(wordMs)
  return async (text) => {
    const words = (text.match(/\s*\S+/g) ?? []).map((word, index) => ({ text: word, startMs: index * wordMs }))
    const samples = new Int16Array(msToSamples(words.length * wordMs))
    for (let index = 0; index < samples.length; index++) {
      const hertz = 220 + 40 * (Math.floor(index / perWord) % 8)
      samples[index] = Math.round(6000 * Math.sin((2 * Math.PI * hertz * index) / 24_000))
    }
    return { samples, words }
  }
}
