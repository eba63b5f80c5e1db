import { getRouteApi } from '@tanstack/react-router'
import { CallDetailScreen } from '@/features/history/components/call-detail-screen.tsx'

const route = getRouteApi('/signed-in/calls/$callId')

/** `/calls/:callId` */
export function CallRoute() {
  const { callId } = route.useParams()
  return <CallDetailScreen callId={callId} />
}
