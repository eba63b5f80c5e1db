import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { NotYours } from '@/components/ui/not-yours.tsx'
import { CallTimelineSection } from '@/features/timeline/components/call-timeline-section.tsx'
import { messagesQuery } from '@/features/transcript/api/list-messages.ts'
import { CallerName } from '@/features/transcript/caller-name.ts'
import { TranscriptList } from '@/features/transcript/components/transcript-list.tsx'
import { useStickToEnd } from '@/features/transcript/hooks/use-stick-to-end.ts'
import { turnOfMessage } from '@/features/transcript/transcript-turn.ts'
import { type Call, callQuery } from '../api/get-call.ts'
import { useCallOwner } from '../hooks/use-call-owner.ts'
import { useStaleCallCheck } from '../hooks/use-stale-call-check.ts'
import { CallFacts } from './call-facts.tsx'
import { CallReaders } from './call-readers.tsx'
import { CallTitle } from './call-title.tsx'

/** One call, word by word. While it goes on, the words come in as they are stored. */
export function CallDetailScreen({ callId }: { callId: string }) {
  const { data: call } = useSuspenseQuery(callQuery(callId))
  return call ? <CallDetail call={call} /> : <NotYours what="call" link={<Link to="/history">Your calls</Link>} />
}

function CallDetail({ call }: { call: Call }) {
  const { data: messages } = useSuspenseQuery(messagesQuery(call.id))
  const owner = useCallOwner(call)
  const live = call.ended_at === null
  useStickToEnd(messages, live)
  useStaleCallCheck(live)
  const agentName = call.agent_name ?? 'Agent'
  return (
    <article className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <Link
        to="/history"
        search={owner.foreign ? { of: 'everyone' } : {}}
        className="inline-flex items-center gap-1.5 rounded-full text-sm font-medium text-ink-soft hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        History
      </Link>
      <CallTitle key={call.id} call={call} fallback={`Call with ${agentName}`} readOnly={owner.foreign} />
      <CallFacts call={call} turns={messages.filter(({ role }) => role !== 'tool').length} />
      <CallReaders owner={owner} visibleToAdmins={call.visible_to_admins_of !== null} />
      <CallerName value={owner.foreign ? (owner.name ?? 'Caller') : 'You'}>
        <CallTimelineSection call={call} messages={messages} agentName={agentName} />
        <div className="mt-8 border-t border-line pt-8">
          {messages.length > 0 ? (
            <div aria-live={live ? 'polite' : undefined}>
              <TranscriptList turns={messages.map(turnOfMessage)} agentName={agentName} label="Transcript" />
            </div>
          ) : (
            <p className="text-ink-soft">{live ? 'Nothing has been said yet.' : 'Nothing was said in this call.'}</p>
          )}
          {live && (
            <p className="mt-8 flex items-center gap-2.5 text-sm text-ink-soft">
              <span aria-hidden className="size-2 animate-pulse-dot rounded-full bg-accent" />
              This call goes on. New turns appear as they are spoken.
            </p>
          )}
        </div>
      </CallerName>
    </article>
  )
}
