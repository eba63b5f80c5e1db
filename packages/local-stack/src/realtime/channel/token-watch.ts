const MAX_DELAY_MS = 3_600_000

/** Calls back when a token has run out: not before, though a timer reaches an hour at most and clocks jump. */
export class TokenWatch {
  readonly #onExpired: () => void
  #timer: NodeJS.Timeout | undefined

  constructor(onExpired: () => void) {
    this.#onExpired = onExpired
  }

  /** Watches this end (seconds since 1970) instead of the one before; undefined never comes. */
  watch(expiresAt: number | undefined): void {
    clearTimeout(this.#timer)
    if (expiresAt === undefined) return
    const remaining = expiresAt * 1000 - Date.now()
    const next = remaining <= 0 ? this.#onExpired : () => this.watch(expiresAt)
    this.#timer = setTimeout(next, Math.min(Math.max(remaining, 0), MAX_DELAY_MS))
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
