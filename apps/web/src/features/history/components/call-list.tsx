import { formatDay } from '@/lib/format-day.ts'
import type { CallSummary } from '../api/search-calls.ts'
import { CallRow } from './call-row.tsx'

type CallListProps = {
  calls: readonly CallSummary[]
  search: string
  /** Whose call it is, in lists with calls of several people. */
  nameOf?: ((userId: string) => string) | undefined
}

/** Calls under the day on which they began. */
export function CallList({ calls, search, nameOf }: CallListProps) {
  const days = Map.groupBy(calls, ({ started_at }) => formatDay(new Date(started_at)))
  return (
    <div className="flex flex-col gap-9">
      {[...days].map(([day, dayCalls]) => (
        <section key={day} aria-label={day}>
          <h2 className="mb-2 text-lg font-semibold">{day}</h2>
          <ul>
            {dayCalls.map((call) => (
              <CallRow key={call.id} call={call} search={search} by={nameOf?.(call.user_id)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
