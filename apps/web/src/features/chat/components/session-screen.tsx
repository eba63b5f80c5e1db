import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BackLink } from '@/components/ui/back-link.tsx'
import { NotYours } from '@/components/ui/not-yours.tsx'
import { sessionQuery } from '../api/get-session.ts'
import { sessionCallsQuery } from '../api/list-session-calls.ts'
import { RUNS_SHOWN } from '../api/read-session-runs.ts'
import type { ChatSession } from '../chat-session.ts'
import { useSessionRuns } from '../hooks/use-session-runs.ts'
import { inOrder } from '../in-order.ts'
import { ChatAnnouncements } from './chat-announcements.tsx'
import { RunView } from './run-view.tsx'
import { SessionActions } from './session-actions.tsx'
import { SessionCall } from './session-call.tsx'
import { SessionComposer } from './session-composer.tsx'
import { SessionTitle } from './session-title.tsx'
import { StickToEnd } from './stick-to-end.tsx'

/** A conversation with an agent, the latest last: what was written and, in between, what was said in calls. */
export function SessionScreen({ sessionId, source }: { sessionId: string; source: string | undefined }) {
  const { data: session } = useSuspenseQuery(sessionQuery(sessionId))
  return session ? (
    <Session key={sessionId} session={session} source={source} />
  ) : (
    <NotYours what="chat" link={<Link to="/chat">Your chats</Link>} />
  )
}

function Session({ session, source }: { session: ChatSession; source: string | undefined }) {
  const { runs, earlier } = useSessionRuns(session.id)
  const { data: calls } = useSuspenseQuery(sessionCallsQuery(session.id))
  const agentName = session.agent?.name ?? 'Agent'
  const last = runs.at(-1)
  return (
    <article className="mx-auto flex w-full max-w-3xl flex-1 flex-col">
      <BackLink to="/chat">Chats</BackLink>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 border-b border-line pb-4">
        <SessionTitle session={session} />
        <SessionActions session={session} />
      </div>
      {earlier && <p className="pt-6 text-sm text-ink-soft">The latest {RUNS_SHOWN} messages are shown.</p>}
      <ol aria-label="Conversation" className="flex flex-1 flex-col gap-8 py-8">
        {inOrder(runs, calls).map((item) =>
          'call' in item ? (
            <SessionCall key={item.key} call={item.call} agentName={item.call.agent_name ?? agentName} />
          ) : (
            <RunView key={item.key} run={item.run} agentName={agentName} organizationId={session.organization_id} />
          ),
        )}
      </ol>
      {last && <StickToEnd key={`end ${runs.length}`} run={last} />}
      {last && <ChatAnnouncements key={runs.length} run={last} agentName={agentName} />}
      <SessionComposer session={session} last={last} source={source} />
    </article>
  )
}
