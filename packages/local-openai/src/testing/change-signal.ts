/** Lets a test wait until something has changed, or until its patience ends, whichever is first. */
export class ChangeSignal {
  readonly #waiting = new Set<() => void>()

  /** Something has changed: everybody who waits looks again. */
  wake(): void {
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
  }

  /** Resolves at the next `wake`, or after `timeoutMs`; it does not tell which. */
  wait(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs)
      this.#waiting.add(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}
