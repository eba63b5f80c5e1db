const TICK_MS = 10

/** Beyond so much the machine was asleep, or this process was: nothing was played or recorded in that time. */
const LONGEST_TICK_MS = 1_000

/**
 * Calls `onTick` about every 10 ms with the milliseconds that have passed, `speedup` times as many as on the wall.
 * Time in which the process stood still does not count. Returns how to stop it.
 */
export function startClock(speedup: number, onTick: (ms: number) => void): () => void {
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    onTick(Math.min(now - last, LONGEST_TICK_MS) * speedup)
    last = now
  }, TICK_MS)
  return () => clearInterval(timer)
}
