/** Calls back once when nothing has happened for a while. */
export class IdleTimer {
  #timer: NodeJS.Timeout | undefined

  start(ms: number, onIdle: () => void): void {
    this.stop()
    this.#timer = setTimeout(onIdle, ms)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
