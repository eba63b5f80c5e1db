import type { Socket } from 'node:net'

/** What a direction of a connection does with bytes. `hold`: they wait; `swallow`: they vanish, and so does a close. */
export type FlowMode = 'pass' | 'hold' | 'swallow' | { bytesPerSecond: number }

const SLOW_TICK_MS = 20

/** One direction of a proxied connection. Bytes leave in the order in which they came, or not at all. */
export class Flow {
  /** Bytes handed on. */
  passed = 0
  /** Bytes were lost, so that nothing can follow them: TCP has no holes. */
  torn = false
  readonly #from: Socket
  readonly #to: Socket
  readonly #onPassed: () => void
  #mode: FlowMode = 'pass'
  #waiting: Buffer[] = []
  #ended = false
  #timer: NodeJS.Timeout | undefined

  constructor(from: Socket, to: Socket, onPassed: () => void) {
    this.#from = from
    this.#to = to
    this.#onPassed = onPassed
    from.on('data', (bytes) => this.#take(bytes))
    from.on('end', () => this.#end())
    to.on('drain', () => this.#mode === 'pass' && from.resume())
  }

  get mode(): FlowMode {
    return this.#mode
  }

  set mode(mode: FlowMode) {
    clearInterval(this.#timer)
    this.#mode = mode
    if (typeof mode === 'object') {
      this.#timer = setInterval(() => this.#drip((mode.bytesPerSecond * SLOW_TICK_MS) / 1000), SLOW_TICK_MS)
    }
    // A reader that is slow or gone makes the writer wait: that is what its kernel would do.
    if (mode === 'pass' || mode === 'swallow') this.#from.resume()
    else this.#from.pause()
    if (mode === 'swallow') this.torn ||= this.#waiting.splice(0).length > 0
    if (mode === 'pass') this.#flush()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#waiting = []
  }

  #take(bytes: Buffer): void {
    if (this.#mode === 'swallow') {
      this.torn = true
      return
    }
    if (this.#mode === 'pass') {
      this.#write(bytes)
      return
    }
    this.#waiting.push(bytes)
    this.#from.pause()
  }

  #write(bytes: Buffer): void {
    if (!this.#to.writable) return
    this.passed += bytes.length
    if (!this.#to.write(bytes)) this.#from.pause()
    this.#onPassed()
  }

  #drip(limit: number): void {
    let left = Math.max(1, Math.floor(limit))
    while (left > 0) {
      const next = this.#waiting.shift()
      if (next === undefined) break
      if (next.length > left) this.#waiting.unshift(next.subarray(left))
      this.#write(next.subarray(0, left))
      left -= next.length
    }
    if (this.#waiting.length === 0) this.#refill()
  }

  /** Everything that was read has left: reads more, or hands the end on. */
  #refill(): void {
    if (this.#ended) this.#to.end()
    else this.#from.resume()
  }

  #flush(): void {
    for (const bytes of this.#waiting.splice(0)) this.#write(bytes)
    if (this.#ended) this.#to.end()
  }

  #end(): void {
    this.#ended = true
    if (this.#mode === 'pass') this.#to.end()
    // Nobody will hear of it, so nobody will answer.
    if (this.#mode === 'swallow') this.#from.destroy()
  }
}
