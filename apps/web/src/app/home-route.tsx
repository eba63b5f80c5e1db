import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { CallScreen } from '@/features/call/components/call-screen.tsx'
import { useCall } from '@/features/call/hooks/use-call.ts'
import { continueCall } from '@/features/call/start-call.ts'
import type { Call } from '@/features/history/api/get-call.ts'
import { liveCallsQuery } from '@/features/history/api/list-live-calls.ts'
import { ElsewhereCall } from '@/features/history/components/elsewhere-call.tsx'
import { LiveCallsLimit } from '@/features/history/components/live-calls-limit.tsx'

/** `/`: the call of this window, and above it one that goes on elsewhere. */
export function HomeRoute() {
  const { state, callId, problem, liveSince } = useCall()
  const client = useQueryClient()
  const { data: live = [] } = useQuery(liveCallsQuery)
  const limited = state === 'failed' && problem?.error.code === 'live_calls_limit'
  useEffect(() => {
    if (limited) void client.invalidateQueries({ queryKey: liveCallsQuery.queryKey })
  }, [limited, client])
  // Its own call is not elsewhere, unless it could not be taken over.
  const elsewhere = live.find(({ id }) => id !== callId || (state === 'failed' && liveSince === null))
  const quiet = state === 'idle' || state === 'ended' || state === 'failed'
  return (
    <>
      {elsewhere && quiet && !limited && (
        <ElsewhereCall key={elsewhere.id} call={elsewhere} onContinue={continueHere} />
      )}
      <CallScreen
        limitReached={(onRetry) => <LiveCallsLimit calls={live} onContinue={continueHere} onRetry={onRetry} />}
      />
    </>
  )
}

function continueHere(call: Call): void {
  void continueCall({ id: call.id, agentName: call.agent_name ?? 'Agent', startedAt: Date.parse(call.started_at) })
}
