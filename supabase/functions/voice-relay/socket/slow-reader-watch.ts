import { BYTES_PER_SECOND } from '@parley/shared/audio-format.ts'

const BACKLOG_CHARS = 512 * 1024
const MAX_BACKLOG_CHARS = 32 * 1024 * 1024
/** Base64 of a second of audio: who reads less than that falls behind the agent's voice. */
const REAL_TIME_CHARS_PER_SECOND = (BYTES_PER_SECOND * 4) / 3

/**
 * Tells a reader that cannot keep up from one that is merely given a long answer at once. A reader is too slow when,
 * over a whole window with a backlog, it took less than the audio that can be played in that time.
 */
export class SlowReaderWatch {
  #windowMs: number
  #start: { at: number; drained: number } | null = null

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  /** `sent` and `buffered` in characters since the socket opened; call it every second or two. True: too slow. */
  sample(sent: number, buffered: number, now: number): boolean {
    if (buffered > MAX_BACKLOG_CHARS) return true
    const drained = sent - buffered
    if (buffered < BACKLOG_CHARS || this.#start === null) {
      this.#start = buffered < BACKLOG_CHARS ? null : { at: now, drained }
      return false
    }
    const elapsed = now - this.#start.at
    if (elapsed < this.#windowMs) return false
    const slow = drained - this.#start.drained < (REAL_TIME_CHARS_PER_SECOND * elapsed) / 1000
    this.#start = { at: now, drained }
    return slow
  }
}
