import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useNow } from '@/features/timeline/hooks/use-now.ts'
import { formatElapsed } from '@/lib/format-elapsed.ts'
import { approvalsQuery } from '../api/list-approvals.ts'
import type { Approval } from '../approval.ts'
import { ApprovalCard } from './approval-card.tsx'

/** Everything that waits for the person, of their runs and calls, on whatever device these were begun. */
export function ApprovalsScreen() {
  const { data: approvals } = useSuspenseQuery(approvalsQuery)
  const heading = useHeadingFocus(approvals.length)
  return (
    <div className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <h1 ref={heading} tabIndex={-1} className="text-display font-bold outline-none">
        Approvals
      </h1>
      <p className="mt-3 text-lg text-ink-soft">
        {approvals.length === 0
          ? 'Nothing waits for you. When an agent wants to do what needs your word, it stands here.'
          : 'Agents wait for your word. They go on as soon as you decide, on this device or another.'}
      </p>
      <ul className="mt-8 flex flex-col gap-4">
        {approvals.map((approval) => (
          <li key={approval.id}>
            <ApprovalCard approval={approval}>
              <Circumstances approval={approval} />
            </ApprovalCard>
          </li>
        ))}
      </ul>
      <p role="status" className="sr-only">
        {approvals.length === 0 ? 'Nothing waits for you' : `${approvals.length} waiting`}
      </p>
    </div>
  )
}

/** A card that was decided takes the focus with it; it goes to the heading, not to nowhere. */
function useHeadingFocus(count: number) {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(count)
  useEffect(() => {
    if (count < before.current && (document.activeElement === document.body || !document.activeElement)) {
      heading.current?.focus()
    }
    before.current = count
  }, [count])
  return heading
}

function Circumstances({ approval }: { approval: Approval }) {
  const now = useNow(true)
  const { session_id, call_id, created_at, expires_at } = approval
  return (
    <p className="mt-3.5 text-sm text-ink-soft">
      {session_id && (
        <>
          <Link
            to="/chat/$sessionId"
            params={{ sessionId: session_id }}
            className="text-accent underline underline-offset-4"
          >
            In a chat
          </Link>
          {' · '}
        </>
      )}
      {!session_id && call_id && (
        <>
          <Link to="/calls/$callId" params={{ callId: call_id }} className="text-accent underline underline-offset-4">
            In a call
          </Link>
          {' · '}
        </>
      )}
      waiting for <time dateTime={created_at}>{formatElapsed(now - Date.parse(created_at))}</time>
      {' · '}
      <time dateTime={expires_at}>ends in {formatElapsed(Date.parse(expires_at) - now)}</time>
    </p>
  )
}
