/** Listeners by event name, typed by a map from name to payload. A listener that throws does not stop the others. */
export class EventEmitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(payload: never) => void>>()

  /** Calls `listener` on every `name`. Returns what takes it off again. */
  on<Name extends keyof Events>(name: Name, listener: (payload: Events[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners.add(listener as (payload: never) => void))
    return () => listeners.delete(listener as (payload: never) => void)
  }

  protected emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        ;(listener as (payload: Events[Name]) => void)(payload)
      } catch (error) {
        // As the DOM does: the page hears of it, the call goes on.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}
