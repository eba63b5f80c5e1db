import type { CallTiming } from './call-timing.ts'
import { reconnectBackoff } from './reconnect-backoff.ts'

/** Where a call stands between two workers. Times are of one clock, in milliseconds. */
export type HandOverSituation = {
  /** `serving`: it still has the call. `left`: it was told to let go. `gone`: nothing more comes of it. */
  old: 'serving' | 'left' | 'gone'
  /** When the old one was told to let go, and whether it has. */
  leftAt: number
  handedOver: boolean
  /** When the old one will go by itself, and whether to wait for a quiet moment until then. */
  deadlineAt: number
  urgent: boolean
  /** `opening`: ticket and socket. `open`: it has not said that it is ready. `asked`: `client.take_over` was sent. */
  next: 'none' | 'opening' | 'open' | 'standby' | 'asked'
  /** When `next` became what it is. */
  nextSince: number
  /** Nexts that failed, and when to try the following. */
  attempt: number
  retryAt: number
  /** Since when nobody has the call. */
  lostAt: number | null
}

/** What to do now; `wait` until something happens, or until a time. */
export type HandOverStep =
  | { do: 'open' | 'drop' | 'hand-over' | 'take-over' | 'give-up' }
  | { do: 'wait'; until: number }

/** The situation when a hand-over begins. */
export function handOverBegins(now: number, old: 'serving' | 'gone'): HandOverSituation {
  const times = { leftAt: 0, deadlineAt: Number.POSITIVE_INFINITY, nextSince: now, retryAt: now }
  const lostAt = old === 'gone' ? now : null
  return { ...times, old, handedOver: false, urgent: false, next: 'none', attempt: 0, lostAt }
}

/** The situation after a next one failed: another is tried after a pause. Who was left or asked to go is gone. */
export function nextFailed(situation: HandOverSituation, now: number, random?: number): HandOverSituation {
  const attempt = situation.attempt + 1
  const old = situation.old === 'serving' && situation.next !== 'asked' ? 'serving' : 'gone'
  const lostAt = old === 'gone' ? (situation.lostAt ?? now) : null
  const retryAt = now + reconnectBackoff(attempt, random)
  return { ...situation, old, next: 'none', nextSince: now, attempt, retryAt, lostAt }
}

/** What to do in a situation. `quiet`: nobody's words are unfinished at the old worker. */
export function handOverStep(
  situation: HandOverSituation,
  now: number,
  quiet: boolean,
  timing: Pick<CallTiming, 'leaveMs' | 'marginMs' | 'openMs' | 'takeOverMs' | 'giveUpMs'>,
): HandOverStep {
  const { old, next, nextSince } = situation
  const giveUpAt = (situation.lostAt ?? Number.POSITIVE_INFINITY) + timing.giveUpMs
  if (now >= giveUpAt) return { do: 'give-up' }
  const by = (time: number, what: 'open' | 'drop' | 'hand-over' | 'take-over'): HandOverStep =>
    now >= time ? { do: what } : { do: 'wait', until: Math.min(time, giveUpAt) }
  if (next === 'none') return by(situation.retryAt, 'open')
  if (next === 'opening') return by(nextSince + timing.openMs, 'drop')
  if (next === 'asked') return by(nextSince + timing.takeOverMs, 'drop')
  if (old === 'gone') return { do: 'take-over' }
  if (old === 'left') return by(situation.handedOver ? now : situation.leftAt + timing.leaveMs, 'take-over')
  const ready = next === 'standby' && (quiet || situation.urgent)
  return by(ready ? now : situation.deadlineAt - timing.marginMs, 'hand-over')
}
