/**
 * How fast audio may go up: the relay takes a minute's worth at once and four times as much as plays after that, and
 * closes on who sends more. This stays a little below.
 */
const AT_ONCE_MS = 55_000
const TIMES_REAL = 3.8

/** The allowance of one connection. Times are milliseconds of a clock that does not jump. */
export class AudioPace {
  #left = AT_ONCE_MS
  #at: number

  constructor(now: number) {
    this.#at = now
  }

  /** Takes `audioMs` from the allowance and returns 0, or takes nothing and tells how long to wait for it. */
  take(audioMs: number, now: number): number {
    this.#left = Math.min(AT_ONCE_MS, this.#left + (now - this.#at) * TIMES_REAL)
    this.#at = now
    if (audioMs > this.#left) return Math.ceil((audioMs - this.#left) / TIMES_REAL)
    this.#left -= audioMs
    return 0
  }
}
