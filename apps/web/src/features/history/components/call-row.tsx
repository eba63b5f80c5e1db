import { Link } from '@tanstack/react-router'
import { formatDuration } from '@/lib/format-duration.ts'
import type { CallSummary } from '../api/search-calls.ts'
import { Highlight } from './highlight.tsx'
import { LiveBadge } from './live-badge.tsx'

type CallRowProps = {
  call: CallSummary
  search: string
  /** Whose call it is, where that is not plain. */
  by: string | undefined
}

/** A call in the list: its name, what was said, when and how long. */
export function CallRow({ call, search, by }: CallRowProps) {
  const started = new Date(call.started_at)
  return (
    <li className="border-t border-line last:border-b">
      <Link
        to="/calls/$callId"
        params={{ callId: call.id }}
        className="-mx-3 grid grid-cols-[1fr_auto] gap-x-5 gap-y-0.5 rounded-xl px-3 py-4 transition-colors hover:bg-sunken"
      >
        <span className="flex min-w-0 items-center gap-2.5">
          <span className="truncate font-medium">{call.title ?? `Call with ${call.agent_name ?? 'an agent'}`}</span>
          {by && <span className="shrink-0 text-sm text-ink-soft">{by}</span>}
          {call.ended_at === null && <LiveBadge />}
        </span>
        <time dateTime={call.started_at} className="text-sm text-ink-soft tabular-nums">
          {started.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' })}
        </time>
        <span className="truncate text-[0.9375rem] text-ink-soft">
          {call.snippet ? <Highlight text={call.snippet} search={search} /> : 'Nothing was said'}
        </span>
        <span className="text-right text-sm text-ink-soft tabular-nums">
          {call.ended_at && formatDuration(Date.parse(call.ended_at) - started.getTime())}
        </span>
      </Link>
    </li>
  )
}
