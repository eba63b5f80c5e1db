import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Agent, agentsQuery } from '../api/list-agents.ts'
import { callStore } from '../call-store.ts'
import { useCall } from '../hooks/use-call.ts'
import { startCall } from '../start-call.ts'
import { CallEnded } from './call-ended.tsx'
import { CallIdle } from './call-idle.tsx'
import { CallLive } from './call-live.tsx'
import { CallProblem } from './call-problem.tsx'

/** The home of the app: choose whom to call, talk, hang up. */
export function CallScreen() {
  const { data: agents } = useSuspenseQuery(agentsQuery)
  const [agentId, setAgentId] = useState<string>()
  const call = useCall()
  const agent: Agent | undefined = agents.find(({ id }) => id === agentId) ?? agents[0]
  const start = (by: 'voice' | 'text') => void startCall(agent, by)

  if (call.state === 'connecting' || call.state === 'live' || call.state === 'ending') return <CallLive call={call} />
  if (call.state === 'requesting-microphone') return <CallLive call={call} />
  if (call.state === 'ended' || (call.state === 'failed' && call.liveSince !== null)) {
    return <CallEnded call={call} onCallAgain={() => start('voice')} onDone={() => callStore.reset()} />
  }
  return (
    <CallIdle agents={agents} agent={agent} onChoose={setAgentId} onStart={start}>
      {call.problem && <CallProblem error={call.problem.error} onRetry={start} />}
    </CallIdle>
  )
}
