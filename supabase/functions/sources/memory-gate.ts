/**
 * Lets so much be held in memory at a time, first come, first served. What is larger than the gate goes through alone.
 *
 * @example await gate.hold(bytes, async () => { … })
 */
export class MemoryGate {
  readonly #limit: number
  #held = 0
  #waiting: { bytes: number; enter(): void }[] = []

  /** @param limit In bytes. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Waits until there is room for so many bytes, and keeps it until `act` is over. */
  async hold<T>(bytes: number, act: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      this.#waiting.push({ bytes, enter })
      this.#admit()
    })
    try {
      return await act()
    } finally {
      this.#held -= bytes
      this.#admit()
    }
  }

  #admit(): void {
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      if (this.#held > 0 && this.#held + first.bytes > this.#limit) return
      this.#waiting.shift()
      this.#held += first.bytes
      first.enter()
    }
  }
}
