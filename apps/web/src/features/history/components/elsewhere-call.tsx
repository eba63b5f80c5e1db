import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Radio } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { messagesQuery } from '@/features/transcript/api/list-messages.ts'
import { TranscriptList } from '@/features/transcript/components/transcript-list.tsx'
import { turnOfMessage } from '@/features/transcript/transcript-turn.ts'
import type { Call } from '../api/get-call.ts'

/** How many of the last turns fit beside something else. */
const SHOWN = 3

type ElsewhereCallProps = {
  call: Call
  /** Takes the call over into this window. */
  onContinue: (call: Call) => void
}

/** A call of this user in another window or on another device, with what is being said there. */
export function ElsewhereCall({ call, onContinue }: ElsewhereCallProps) {
  const { data: messages = [] } = useQuery(messagesQuery(call.id))
  const agentName = call.agent_name ?? 'Agent'
  return (
    <section
      aria-label="Live on another device"
      className="animate-rise mx-auto mb-10 w-full max-w-3xl rounded-card border border-line bg-raised p-5 sm:p-6"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="flex items-center gap-2.5 font-sans text-base font-semibold">
          <Radio aria-hidden className="size-4.5 animate-pulse-dot text-accent" />
          Live in another window or device: {agentName}
        </h2>
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => onContinue(call)}>
            Continue here
          </Button>
          <Button asChild size="small" variant="outline">
            <Link to="/calls/$callId" params={{ callId: call.id }}>
              Follow along
            </Link>
          </Button>
        </div>
      </div>
      <div className="mt-4" aria-live="polite">
        {messages.length === 0 ? (
          <p className="text-ink-soft">Nothing has been said yet.</p>
        ) : (
          <TranscriptList
            turns={messages.slice(-SHOWN).map(turnOfMessage)}
            agentName={agentName}
            label="Last turns of the other call"
          />
        )}
      </div>
    </section>
  )
}
