import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Phone } from 'lucide-react'
import { messagesQuery } from '@/features/transcript/api/list-messages.ts'
import { TranscriptList } from '@/features/transcript/components/transcript-list.tsx'
import { turnOfMessage } from '@/features/transcript/transcript-turn.ts'
import { formatDuration } from '@/lib/format-duration.ts'
import type { SessionCall as Call } from '../api/list-session-calls.ts'

/** A call in the midst of what was written: what was said in it, as it is stored. */
export function SessionCall({ call, agentName }: { call: Call; agentName: string }) {
  const { data: messages } = useSuspenseQuery(messagesQuery(call.id))
  const length = call.ended_at && formatDuration(Date.parse(call.ended_at) - Date.parse(call.started_at))
  return (
    <li className="rounded-card border border-line p-4 sm:p-5">
      <p className="mb-5 flex items-center gap-2 text-sm text-ink-soft">
        <Phone aria-hidden className="size-3.5" />
        <Link to="/calls/$callId" params={{ callId: call.id }} className="underline underline-offset-4 hover:text-ink">
          Call
        </Link>
        {length ?? 'goes on'}
      </p>
      {messages.length > 0 ? (
        <TranscriptList turns={messages.map(turnOfMessage)} agentName={agentName} label="What was said in the call" />
      ) : (
        <p className="text-ink-soft">Nothing was said.</p>
      )}
    </li>
  )
}
