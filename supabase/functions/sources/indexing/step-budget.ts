/** Computing, in milliseconds. The platform ends a worker at 2,000, the start and everything unmeasured included. */
const COMPUTE_MS = 600
/** From beginning to end, waiting included. A worker has 150 s at least. */
const WALL_MS = 40_000

/** What a step has used of its share. Computing is what runs between two waits, so its time on the clock is its cost. */
export class StepBudget {
  readonly #startedAt = performance.now()
  #computedMs = 0

  /** Runs something that only computes, and counts it. */
  async compute<T>(act: () => T | Promise<T>): Promise<T> {
    const startedAt = performance.now()
    try {
      return await act()
    } finally {
      this.#computedMs += performance.now() - startedAt
    }
  }

  get isSpent(): boolean {
    return this.#computedMs >= COMPUTE_MS || performance.now() - this.#startedAt >= WALL_MS
  }

  get computedMs(): number {
    return Math.round(this.#computedMs)
  }
}
