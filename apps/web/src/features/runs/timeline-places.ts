import type { RunTimeline } from './run-timeline.ts'

/** A wait takes at most this share of what else there was, so that a day of it leaves the rest to be seen. */
const WAIT_SHARE = 0.25
const LEAST_MS = 200

/** Where a moment stands on the time line, from 0 to 1. Long waits are drawn short. */
export function timelinePlaces({ from, until, spans }: RunTimeline, now: number): (moment: number) => number {
  const end = until ?? now
  const waits = spans
    .filter(({ kind }) => kind === 'wait')
    .map((wait) => ({ from: wait.from, until: wait.until ?? end }))
  const waited = waits.reduce((sum, wait) => sum + wait.until - wait.from, 0)
  const longest = Math.max(LEAST_MS, (end - from - waited) * WAIT_SHARE)
  const drawn = (moment: number) =>
    waits.reduce((left, wait) => {
      const within = Math.min(Math.max(moment - wait.from, 0), wait.until - wait.from)
      return left - within + Math.min(within, longest * (within / Math.max(1, wait.until - wait.from)))
    }, moment - from)
  const whole = Math.max(LEAST_MS, drawn(end))
  return (moment) => Math.min(1, Math.max(0, drawn(moment) / whole))
}
