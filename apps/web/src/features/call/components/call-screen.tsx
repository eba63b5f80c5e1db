import { useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useCurrentOrganization } from '@/features/organizations/api/current-organization.ts'
import { type Agent, agentsQuery } from '../api/list-agents.ts'
import { type CallSnapshot, callStore } from '../call-store.ts'
import { useCall } from '../hooks/use-call.ts'
import { continueCall, startCall } from '../start-call.ts'
import { CallEnded } from './call-ended.tsx'
import { CallIdle } from './call-idle.tsx'
import { CallLive } from './call-live.tsx'
import { CallProblem } from './call-problem.tsx'

const HERE = ['requesting-microphone', 'connecting', 'live', 'reconnecting', 'ending']

/**
 * The home of the app: choose whom to call, talk, hang up.
 *
 * @param limitReached what to show when the plan allows no further call
 */
export function CallScreen({ limitReached }: { limitReached?: (onRetry: () => void) => ReactNode }) {
  const organization = useCurrentOrganization()
  const { data: agents } = useSuspenseQuery(agentsQuery(organization.id))
  const [agentId, setAgentId] = useState<string>()
  const call = useCall()
  const agent: Agent | undefined = agents.find(({ id }) => id === agentId) ?? agents[0]
  const start = (by: 'voice' | 'text' = 'voice') => void startCall(agent, by)
  // A call that could not be taken over is what one wanted, not a new one.
  const retry = (by: 'voice' | 'text') => (takesOver(call) ? takeOver(call, by) : start(by))

  if (HERE.includes(call.state)) return <CallLive call={call} />
  if (call.state === 'ended' || (call.state === 'failed' && call.liveSince !== null)) {
    return <CallEnded call={call} onCallAgain={start} onDone={() => callStore.reset()} />
  }
  return (
    <CallIdle
      agents={agents}
      agent={agent}
      readers={
        organization.admins_see_calls ? `Owners and admins of ${organization.name} can read this call.` : undefined
      }
      onChoose={setAgentId}
      onStart={start}
    >
      {call.problem?.error.code === 'live_calls_limit' && limitReached
        ? limitReached(() => start())
        : call.problem && <CallProblem error={call.problem.error} onRetry={retry} onTakeBack={() => retry('voice')} />}
    </CallIdle>
  )
}

/** `call_ended` and the like cannot be repaired by trying the same again. */
const takesOver = ({ continuedFrom, problem }: CallSnapshot) =>
  continuedFrom !== null && problem?.error.code !== 'call_ended' && problem?.error.code !== 'call_not_found'

function takeOver({ callId, agentName, continuedFrom }: CallSnapshot, by: 'voice' | 'text'): void {
  if (callId && continuedFrom !== null) void continueCall({ id: callId, agentName, startedAt: continuedFrom }, by)
}
