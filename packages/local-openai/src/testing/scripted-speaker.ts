import { msToSamples } from '../realtime/audio-time.ts'
import type { Speaker } from '../speech/speaker.ts'

/** After so many samples each of the tones begins again: 50 ms hold whole periods of all. */
const PERIOD = 1200
const TONES = Array.from({ length: 8 }, (_, step) =>
  Int16Array.from({ length: PERIOD }, (_, index) =>
    Math.round(6000 * Math.sin((2 * Math.PI * (220 + 40 * step) * index) / 24_000)),
  ),
)

/** A soft tone, whose pitch changes with each word, every word as long as the other. */
export function scriptedSpeaker(wordMs = 300): Speaker {
  const perWord = msToSamples(wordMs)
  return async (text) => {
    const words = (text.match(/\s*\S+/g) ?? []).map((word, index) => ({ text: word, startMs: index * wordMs }))
    const samples = new Int16Array(msToSamples(words.length * wordMs))
    for (let index = 0; index < samples.length; index++) {
      const tone = TONES[Math.floor(index / perWord) % TONES.length] as Int16Array
      samples[index] = tone[index % PERIOD] as number
    }
    return { samples, words }
  }
}
