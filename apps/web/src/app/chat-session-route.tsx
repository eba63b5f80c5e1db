import { getRouteApi } from '@tanstack/react-router'
import { SessionScreen } from '@/features/chat/components/session-screen.tsx'

const route = getRouteApi('/signed-in/chat/$sessionId')

/** `/chat/:sessionId` */
export function ChatSessionRoute() {
  const { sessionId } = route.useParams()
  return <SessionScreen sessionId={sessionId} />
}
