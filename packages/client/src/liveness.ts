import type { CallTiming } from './call-timing.ts'

const TICK_MS = 500
/** A tick that comes so much later than it should: the page was suspended or the computer slept. */
const LATE_MS = 1_500
/** What a waking page gives the messages that waited for it to be delivered. */
const WAKE_MS = 1_000

/** What {@link Liveness} watches. */
export type WatchedLink = {
  /** Bytes given to the socket since it opened, and those of them that have not left. */
  readonly sentBytes: number
  readonly backlog: number
  onBroken(): void
}

/**
 * Finds sockets that look open and are not. A close that never comes is the usual way in which a network ends: the
 * relay falls silent, or what is sent never leaves. After a sleep it looks first and judges a second later.
 */
export class Liveness {
  readonly #link: WatchedLink
  readonly #timing: Pick<CallTiming, 'silentMs' | 'probeMs' | 'stuckMs'>
  readonly #timer: ReturnType<typeof setInterval>
  #tickedAt = Date.now()
  #heardAt = Date.now()
  #movedAt = Date.now()
  #left = 0
  #judgeAt = 0
  #probeUntil = Number.POSITIVE_INFINITY

  /** Watches from now on. The tick is shorter for limits that are shorter than it. */
  constructor(link: WatchedLink, timing: Pick<CallTiming, 'silentMs' | 'probeMs' | 'stuckMs'>) {
    this.#link = link
    this.#timing = timing
    const shortest = Math.min(timing.silentMs, timing.probeMs, timing.stuckMs)
    this.#timer = setInterval(() => this.#tick(), Math.min(TICK_MS, shortest / 4))
  }

  /** Something came. */
  heard(): void {
    this.#heardAt = Date.now()
    this.#probeUntil = Number.POSITIVE_INFINITY
  }

  /** The network may have changed: something must come soon. */
  probe(): void {
    const now = Date.now()
    const silent = now - this.#heardAt > this.#timing.probeMs
    this.#probeUntil = Math.min(this.#probeUntil, now + (silent ? WAKE_MS : this.#timing.probeMs))
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tick(): void {
    const now = Date.now()
    if (now - this.#tickedAt > TICK_MS + LATE_MS) this.#woke(now)
    this.#tickedAt = now
    this.#measure(now)
    const silent = now - this.#heardAt > this.#timing.silentMs || now > this.#probeUntil
    const stuck = now - this.#movedAt > this.#timing.stuckMs
    if (now < this.#judgeAt || !(silent || stuck)) return
    this.stop()
    this.#link.onBroken()
  }

  #woke(now: number): void {
    this.#judgeAt = now + WAKE_MS
    this.#movedAt = now
    this.probe()
  }

  /** Whether anything has left the socket since it was last looked at. */
  #measure(now: number): void {
    const left = this.#link.sentBytes - this.#link.backlog
    if (this.#link.backlog === 0 || left > this.#left) this.#movedAt = now
    this.#left = Math.max(this.#left, left)
  }
}
