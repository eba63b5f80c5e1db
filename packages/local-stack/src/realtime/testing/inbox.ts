const TIMEOUT_MS = 8_000

/** Keeps what came, so that a test can wait for it and look at all of it. */
export class Inbox<T> {
  readonly all: T[] = []
  readonly #waiting = new Set<() => void>()

  readonly push = (item: T): void => {
    this.all.push(item)
    for (const check of this.#waiting) check()
  }

  /** The first item that fits, also when it came earlier. Fails with all that came instead. */
  first(fits: (item: T) => boolean = () => true): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(check)
        reject(new Error(`Not received within ${TIMEOUT_MS} ms; came: ${JSON.stringify(this.all)}`))
      }, TIMEOUT_MS)
      const check = () => {
        const found = this.all.find(fits)
        if (found === undefined) return
        clearTimeout(timer)
        this.#waiting.delete(check)
        resolve(found)
      }
      this.#waiting.add(check)
      check()
    })
  }
}
