import { AUDIO_FORMAT } from '@parley/shared/audio-format'

const SAMPLES_PER_MS = AUDIO_FORMAT.sampleRate / 1000

/** Beyond it, of full scale, a sample may be speech. Low: a wrong guess costs a moment, not a word. */
const SPEECH_PEAK = 0.02 * 0x8000

/** What is kept of a stream at most: longer than a call is without a worker before it is given up. */
export const KEPT_MS = 120_000

/**
 * The microphone's stream since the call's first frame, as far as the relay has not acknowledged it. Every sample has a
 * place that never changes; places are counted in samples, and named in whole milliseconds where the relay hears of
 * them. Sends nothing.
 */
export class MicrophoneStream {
  readonly #capacity: number
  #frames: { start: number; samples: Int16Array }[] = []
  #start = 0
  #end = 0
  #acknowledged = 0

  /** @param keptMs audio beyond which the oldest is dropped, acknowledged or not */
  constructor(keptMs: number = KEPT_MS) {
    this.#capacity = keptMs * SAMPLES_PER_MS
  }

  /** Milliseconds before which nothing is kept. */
  get startMs(): number {
    return this.#start / SAMPLES_PER_MS
  }

  /** Samples until now. */
  get end(): number {
    return this.#end
  }

  /** Milliseconds of audio in it. */
  get keptMs(): number {
    return (this.#end - this.#start) / SAMPLES_PER_MS
  }

  /** Whether anything that is kept before a place is loud enough for speech. */
  hasSpeechBefore(place: number): boolean {
    const isLoud = (sample: number) => Math.abs(sample) > SPEECH_PEAK
    return this.#frames.some(({ start, samples }) => start < place && samples.subarray(0, place - start).some(isLoud))
  }

  /** Puts a frame behind the last one. The frame must not be changed afterwards. */
  append(samples: Int16Array): void {
    this.#frames.push({ start: this.#end, samples })
    this.#end += samples.length
    if (this.#end - this.#start > this.#capacity) this.#drop(wholeMs(this.#end - this.#capacity, Math.ceil))
  }

  /** The relay needs nothing before `audioMs` again. What it said earlier stands. */
  acknowledge(audioMs: number): void {
    const place = Math.min(audioMs * SAMPLES_PER_MS, wholeMs(this.#end, Math.floor))
    this.#acknowledged = Math.max(this.#acknowledged, place)
    this.#drop(place)
  }

  /** Milliseconds after `audioMs` that nobody acknowledged and that are gone, because too much had gathered. */
  missingMs(audioMs: number): number {
    return Math.max(0, this.#start - Math.max(this.#acknowledged, audioMs * SAMPLES_PER_MS)) / SAMPLES_PER_MS
  }

  /** The stream goes on with one that another client began: what has gathered here comes at `audioMs` of it. */
  continueAt(audioMs: number): void {
    const shift = audioMs * SAMPLES_PER_MS - this.#start
    this.#frames = this.#frames.map(({ start, samples }) => ({ start: start + shift, samples }))
    this.#start += shift
    this.#end += shift
    this.#acknowledged = this.#start
  }

  /** The samples from a place on, at most so many; empty where there are none. A copy. */
  read(from: number, limit: number): Int16Array<ArrayBuffer> {
    const length = Math.max(0, Math.min(this.#end - from, limit))
    const read = new Int16Array(length)
    for (const { start, samples } of this.#frames) {
      const skipped = Math.max(0, from - start)
      const at = Math.max(0, start - from)
      if (at >= length) break
      if (skipped < samples.length) read.set(samples.subarray(skipped, skipped + length - at), at)
    }
    return read
  }

  #drop(before: number): void {
    if (before <= this.#start) return
    this.#start = before
    const first = this.#frames.findIndex(({ start, samples }) => start + samples.length > before)
    this.#frames = first < 0 ? [] : this.#frames.slice(first)
  }
}

function wholeMs(place: number, round: (milliseconds: number) => number): number {
  return round(place / SAMPLES_PER_MS) * SAMPLES_PER_MS
}
