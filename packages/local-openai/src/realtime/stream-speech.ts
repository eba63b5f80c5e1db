import { setTimeout as sleep } from 'node:timers/promises'
import type { Speech } from '../speech/speaker.ts'
import { msToSamples, samplesToMs } from './audio-time.ts'
import type { Pace } from './session-context.ts'

/** A piece of an answer: the words that begin in it, and its sound. */
export type SpeechPiece = { text: string; samples: Int16Array }

/** Cuts speech into pieces of `chunkMs`, each with the words that begin in it. */
export function* cutSpeech(speech: Speech, chunkMs: number): Generator<SpeechPiece> {
  const size = msToSamples(chunkMs)
  let word = 0
  for (let start = 0; start < speech.samples.length; start += size) {
    const last = start + size >= speech.samples.length
    const endMs = last ? Number.POSITIVE_INFINITY : samplesToMs(start + size)
    let text = ''
    while ((speech.words[word]?.startMs ?? Number.POSITIVE_INFINITY) < endMs) text += speech.words[word++]?.text ?? ''
    yield { text, samples: speech.samples.subarray(start, start + size) }
  }
}

/** Keeps a stream of audio at a multiple of real time, however long each step took. */
export class Pacer {
  readonly #pace: Pace
  #startedAt: number | null = null
  #sentMs = 0

  constructor(pace: Pace) {
    this.#pace = pace
  }

  /** Waits until the next `samples` are due, then counts them as sent. Rejects when `signal` aborts. */
  async due(samples: number, signal: AbortSignal): Promise<void> {
    this.#startedAt ??= performance.now()
    const dueAt = this.#startedAt + this.#sentMs / this.#pace.speedup
    this.#sentMs += samplesToMs(samples)
    const wait = dueAt - performance.now()
    if (wait > 1) await sleep(wait, undefined, { signal })
    signal.throwIfAborted()
  }
}
