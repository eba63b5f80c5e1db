import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { ChatScreen } from '@/features/chat/components/chat-screen.tsx'

const route = getRouteApi('/signed-in/chat')

/** `/chat?q=…&source=…` */
export function ChatRoute() {
  const { q = '', source } = route.useSearch()
  const navigate = useNavigate()
  const search = useCallback(
    (words: string) =>
      void navigate({ to: '/chat', search: { ...(words && { q: words }), ...(source && { source }) }, replace: true }),
    [navigate, source],
  )
  return <ChatScreen search={q} onSearch={search} source={source} />
}
