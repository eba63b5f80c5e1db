import type { CallStore } from './call-store.ts'
import type { LiveSegment } from './live-segment.ts'

const TICK_MS = 1_000
const TOUCH_EVERY_TICKS = 10
const PROBE_EVERY_TICKS = 5

type ClockOptions = {
  store: Pick<CallStore, 'touch'>
  live: Pick<LiveSegment, 'tick' | 'probe'>
  /** Another worker has the call. */
  onSuperseded(): void
}

/** What a live segment does regularly: checkpoints, asks the provider how far it has listened, gives a sign of life. */
export class SegmentClock {
  #options: ClockOptions
  #ticks = 0
  #timer: ReturnType<typeof setInterval>

  constructor(options: ClockOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tick(): void {
    this.#ticks += 1
    this.#options.live.tick()
    if (this.#ticks % PROBE_EVERY_TICKS === 0) this.#options.live.probe()
    if (this.#ticks % TOUCH_EVERY_TICKS === 0) void this.#touch()
  }

  async #touch(): Promise<void> {
    if ((await this.#options.store.touch()) === false) this.#options.onSuperseded()
  }
}
