import { getRouteApi } from '@tanstack/react-router'
import { SessionScreen } from '@/features/chat/components/session-screen.tsx'

const route = getRouteApi('/signed-in/chat/$sessionId')

/** `/chat/:sessionId?source=…` */
export function ChatSessionRoute() {
  const { sessionId } = route.useParams()
  const { source } = route.useSearch()
  return <SessionScreen sessionId={sessionId} source={source} />
}
