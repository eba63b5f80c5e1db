/** Remembers how to undo what was started, to do it in reverse order, whatever happens on the way. */
export class Unwind {
  #steps: (() => Promise<unknown> | unknown)[] = []

  add(step: () => Promise<unknown> | unknown): void {
    this.#steps.push(step)
  }

  /** Runs every step once, also when one fails; then throws the first failure. */
  async run(): Promise<void> {
    const steps = this.#steps.reverse()
    this.#steps = []
    const failures: unknown[] = []
    for (const step of steps) {
      try {
        await step()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
