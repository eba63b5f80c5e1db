/** Aborts its signal when nothing was heard for so long. */
export class SilenceTimer {
  readonly #abort = new AbortController()
  #timer: number

  constructor(ms: number) {
    this.#timer = this.#start(ms)
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Something was heard: from now on it may be silent for so long. */
  restart(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = this.#start(ms)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #start(ms: number): number {
    return setTimeout(() => this.#abort.abort(new DOMException('Nothing came any more.', 'TimeoutError')), ms)
  }
}
