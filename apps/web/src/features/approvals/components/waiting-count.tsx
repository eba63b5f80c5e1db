import { useQuery } from '@tanstack/react-query'
import { approvalsQuery } from '../api/list-approvals.ts'

/** How many agents wait for the person, beside the word that leads to them. Nothing while none does. */
export function WaitingCount() {
  const { data } = useQuery(approvalsQuery)
  if (!data?.length) return null
  return (
    <span className="ml-1.5 inline-grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent tabular-nums">
      {data.length}
      <span className="sr-only"> waiting</span>
    </span>
  )
}
