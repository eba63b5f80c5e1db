import { Link } from '@tanstack/react-router'
import { Phone } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { TranscriptList } from '@/features/transcript/components/transcript-list.tsx'
import { formatDuration } from '@/lib/format-duration.ts'
import type { CallSnapshot } from '../call-store.ts'
import { useCallTurns } from '../hooks/use-call-turns.ts'
import { continueCall } from '../start-call.ts'
import { CallProblem } from './call-problem.tsx'
import { UnstoredNotice } from './unstored-notice.tsx'

type CallEndedProps = { call: CallSnapshot; onCallAgain: (by?: 'voice' | 'text') => void; onDone: () => void }

/** After a call: that it is over here and why, where it is kept, and the way on. */
export function CallEnded({ call, onCallAgain, onDone }: CallEndedProps) {
  const turns = useCallTurns(call).filter(
    ({ text, status, role }) => text !== '' || status === 'failed' || role === 'tool',
  )
  const said = turns.filter(({ role }) => role !== 'tool').length
  const duration = call.liveSince === null ? 0 : (call.liveUntil ?? call.liveSince) - call.liveSince
  return (
    <div className="mx-auto w-full max-w-3xl flex-1">
      <h1 className="text-display font-bold">{heading(call)}</h1>
      <p role="status" className="mt-3 text-lg text-ink-soft">
        {formatDuration(duration)} with {call.agentName}, {said} {said === 1 ? 'turn' : 'turns'}
      </p>
      {call.unstored.length > 0 && (
        <div className="mt-6">
          <UnstoredNotice call={call} />
        </div>
      )}
      {call.problem?.fatal ? (
        <div className="mt-6">
          <CallProblem
            error={call.problem.error}
            onRetry={onCallAgain}
            callId={call.callId}
            onTakeBack={() => takeBack(call)}
            onDone={onDone}
            retryLabel="Start a new call"
          />
        </div>
      ) : (
        <WaysOn callId={call.callId} onCallAgain={onCallAgain} onDone={onDone} />
      )}
      {turns.length > 0 && (
        <div className="mt-10 border-t border-line pt-8">
          <TranscriptList turns={turns} agentName={call.agentName} label="Transcript" />
        </div>
      )}
    </div>
  )
}

function WaysOn({ callId, onCallAgain, onDone }: Omit<CallEndedProps, 'call'> & { callId: string | null }) {
  return (
    <div className="mt-6 flex flex-wrap gap-2.5">
      {callId && (
        <Button asChild>
          <Link to="/calls/$callId" params={{ callId }}>
            Open the transcript
          </Link>
        </Button>
      )}
      <Button variant="outline" onClick={() => onCallAgain('voice')}>
        <Phone aria-hidden className="size-4" />
        Call again
      </Button>
      <Button variant="quiet" onClick={onDone}>
        Done
      </Button>
    </div>
  )
}

function heading({ problem }: CallSnapshot): string {
  if (!problem?.fatal || problem.error.code === 'call_ended') return 'Call ended'
  return problem.error.code === 'segment_superseded' ? 'Your call moved' : 'The call broke off'
}

function takeBack({ callId, agentName, liveSince, by }: CallSnapshot): void {
  if (callId) void continueCall({ id: callId, agentName, startedAt: liveSince ?? Date.now() }, by)
}
