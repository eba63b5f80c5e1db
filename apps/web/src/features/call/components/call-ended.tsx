import { Link } from '@tanstack/react-router'
import { Phone } from 'lucide-react'
import { useMemo } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { TranscriptList } from '@/features/transcript/components/transcript-list.tsx'
import { turnOfCall } from '@/features/transcript/transcript-turn.ts'
import { formatDuration } from '@/lib/format-duration.ts'
import type { CallSnapshot } from '../call-store.ts'
import { CallProblem } from './call-problem.tsx'

type CallEndedProps = { call: CallSnapshot; onCallAgain: (by?: 'voice' | 'text') => void; onDone: () => void }

/** After a call: that it is over and why, where it is kept, and the way on. */
export function CallEnded({ call, onCallAgain, onDone }: CallEndedProps) {
  const turns = useMemo(
    () =>
      call.turns
        .filter(({ text, status, role }) => text !== '' || status === 'failed' || role === 'tool')
        .map(turnOfCall),
    [call.turns],
  )
  const said = turns.filter(({ role }) => role !== 'tool').length
  const duration = call.liveSince === null ? 0 : (call.liveUntil ?? call.liveSince) - call.liveSince
  return (
    <div className="mx-auto w-full max-w-3xl flex-1">
      <h1 className="text-display font-bold">{call.problem?.fatal ? 'The call broke off' : 'Call ended'}</h1>
      <p role="status" className="mt-3 text-lg text-ink-soft">
        {formatDuration(duration)} with {call.agentName}, {said} {said === 1 ? 'turn' : 'turns'}
      </p>
      {call.problem?.fatal ? (
        <div className="mt-6">
          <CallProblem error={call.problem.error} onRetry={onCallAgain} callId={call.callId} />
        </div>
      ) : (
        <div className="mt-6 flex flex-wrap gap-2.5">
          {call.callId && (
            <Button asChild>
              <Link to="/calls/$callId" params={{ callId: call.callId }}>
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
      )}
      {turns.length > 0 && (
        <div className="mt-10 border-t border-line pt-8">
          <TranscriptList turns={turns} agentName={call.agentName} label="Transcript" />
        </div>
      )}
    </div>
  )
}
