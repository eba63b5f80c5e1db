import { Link } from '@tanstack/react-router'
import { formatDay } from '@/lib/format-day.ts'
import { type ChatSession, sessionTitle } from '../chat-session.ts'

/** Sessions under the day on which something was last said in them. */
export function SessionList({ sessions }: { sessions: readonly ChatSession[] }) {
  const days = Map.groupBy(sessions, ({ active_at }) => formatDay(new Date(active_at)))
  return (
    <div className="flex flex-col gap-9">
      {[...days].map(([day, daySessions]) => (
        <section key={day} aria-label={day}>
          <h2 className="mb-2 text-lg font-semibold">{day}</h2>
          <ul>
            {daySessions.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function SessionRow({ session }: { session: ChatSession }) {
  return (
    <li className="border-t border-line last:border-b">
      <Link
        to="/chat/$sessionId"
        params={{ sessionId: session.id }}
        className="-mx-3 grid grid-cols-[1fr_auto] gap-x-5 gap-y-0.5 rounded-xl px-3 py-4 transition-colors hover:bg-sunken"
      >
        <span className="truncate font-medium">{sessionTitle(session)}</span>
        <time dateTime={session.active_at} className="text-sm text-ink-soft tabular-nums">
          {new Date(session.active_at).toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' })}
        </time>
        <span className="truncate text-[0.9375rem] text-ink-soft">
          with {session.agent?.name ?? 'an agent that is gone'}
        </span>
      </Link>
    </li>
  )
}
