import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { ChatScreen } from '@/features/chat/components/chat-screen.tsx'

const route = getRouteApi('/signed-in/chat')

/** `/chat?q=…` */
export function ChatRoute() {
  const { q = '' } = route.useSearch()
  const navigate = useNavigate()
  const search = useCallback(
    (words: string) => void navigate({ to: '/chat', search: words ? { q: words } : {}, replace: true }),
    [navigate],
  )
  return <ChatScreen search={q} onSearch={search} />
}
