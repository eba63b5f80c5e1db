import type { CallStore } from './call-store.ts'

const LOOK_EVERY_MS = 2_000
/** For so long an utterance that was broken off waits for its client, who has all of it. */
const SET_ASIDE_AFTER_MS = 20_000
/** For so long a call waits for its caller. */
const END_AFTER_MS = 60_000

type AdriftOptions = {
  store: Pick<CallStore, 'touch'>
  /** Another worker has the call. */
  onSuperseded(): void
  /** Nobody came for the broken-off utterance. */
  onSetAside(): void
  /** Nobody came back. */
  onGone(): void
}

/** Waits for a caller whose connection broke, and keeps the call alive meanwhile. */
export class Adrift {
  readonly since = Date.now()
  #timers: ReturnType<typeof setTimeout>[]

  constructor(options: AdriftOptions) {
    const look = async () => {
      if ((await options.store.touch()) === false) options.onSuperseded()
    }
    this.#timers = [
      setInterval(look, LOOK_EVERY_MS),
      setTimeout(options.onSetAside, SET_ASIDE_AFTER_MS),
      setTimeout(options.onGone, END_AFTER_MS),
    ]
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }
}
