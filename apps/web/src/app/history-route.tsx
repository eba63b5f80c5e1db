import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { HistoryScreen } from '@/features/history/components/history-screen.tsx'

const route = getRouteApi('/signed-in/history')

/** `/history?q=…&of=everyone` */
export function HistoryRoute() {
  const { q = '', of } = route.useSearch()
  const navigate = useNavigate()
  const search = useCallback(
    (words: string) =>
      void navigate({ to: '/history', search: { ...(words && { q: words }), ...(of && { of }) }, replace: true }),
    [navigate, of],
  )
  const scope = (everyones: boolean) =>
    void navigate({ to: '/history', search: { ...(q && { q }), ...(everyones && { of: 'everyone' }) }, replace: true })
  return <HistoryScreen search={q} onSearch={search} everyones={of === 'everyone'} onScope={scope} />
}
