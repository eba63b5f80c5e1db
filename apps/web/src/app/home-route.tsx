import { useQuery } from '@tanstack/react-query'
import { CallScreen } from '@/features/call/components/call-screen.tsx'
import { useCall } from '@/features/call/hooks/use-call.ts'
import { liveCallsQuery } from '@/features/history/api/list-live-calls.ts'
import { ElsewhereCall } from '@/features/history/components/elsewhere-call.tsx'

/** `/`: the call of this device, and above it one that goes on elsewhere. */
export function HomeRoute() {
  const { state, callId } = useCall()
  const { data: live = [] } = useQuery(liveCallsQuery)
  const elsewhere = live.find(({ id }) => id !== callId)
  const calling = state === 'requesting-microphone' || state === 'connecting' || state === 'live' || state === 'ending'
  return (
    <>
      {elsewhere && !calling && <ElsewhereCall key={elsewhere.id} call={elsewhere} />}
      <CallScreen />
    </>
  )
}
