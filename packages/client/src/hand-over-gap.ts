import type { AudioSender } from './audio-sender.ts'

/** Frames come more often than this while somebody may be heard; the last one is older when the microphone is off. */
const FLOWING_MS = 1_000

/** Measures how long no audio goes up between two workers. Times by `performance.now()`. */
export class HandOverGap {
  #from = 0

  /** No more goes to the worker before. */
  stopped(sender: Pick<AudioSender, 'sentAt'>): void {
    const now = performance.now()
    this.#from = now - sender.sentAt < FLOWING_MS ? sender.sentAt : now
  }

  /** Milliseconds since then. */
  until(now: number): number {
    return now - this.#from
  }
}
