import type { CallStore } from './call-store.ts'

const TOUCH_EVERY_MS = 30_000

/** Says every half minute that the segment lives, and hears when another worker has taken the call over. */
export class SegmentKeeper {
  #timer: ReturnType<typeof setInterval>

  constructor(store: Pick<CallStore, 'touch'>, onSuperseded: () => void, everyMs = TOUCH_EVERY_MS) {
    this.#timer = setInterval(async () => {
      if ((await store.touch()) === false) onSuperseded()
    }, everyMs)
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
