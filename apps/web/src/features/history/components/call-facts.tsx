import { formatDay } from '@/lib/format-day.ts'
import { formatDuration } from '@/lib/format-duration.ts'
import type { Call } from '../api/get-call.ts'
import { LiveBadge } from './live-badge.tsx'

const END_REASONS: Record<string, string> = {
  disconnected: 'connection lost',
  provider_closed: 'ended by the voice service',
  provider_session_expired: 'reached the longest time',
  error: 'ended by an error',
  stale: 'connection lost',
}

/** When a call was, how long, how much was said, and how it ended when that was not by hanging up. */
export function CallFacts({ call, turns }: { call: Call; turns: number }) {
  const started = new Date(call.started_at)
  const time = started.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' })
  const reason = call.end_reason ? END_REASONS[call.end_reason] : undefined
  const facts = [
    call.agent_name,
    call.draft && 'trial of the draft',
    `${formatDay(started)}, ${time}`,
    call.ended_at && formatDuration(Date.parse(call.ended_at) - started.getTime()),
    `${turns} ${turns === 1 ? 'turn' : 'turns'}`,
    reason,
  ].filter(Boolean)
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-2 gap-y-1.5 text-ink-soft">
      {call.ended_at === null && <LiveBadge />}
      {facts.map((fact, index) => (
        <span key={String(fact)} className="tabular-nums">
          {index > 0 && (
            <span aria-hidden className="mr-2 text-line-strong">
              ·
            </span>
          )}
          {fact}
        </span>
      ))}
    </p>
  )
}
