import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { HistoryScreen } from '@/features/history/components/history-screen.tsx'

const route = getRouteApi('/signed-in/history')

/** `/history?q=…` */
export function HistoryRoute() {
  const { q = '' } = route.useSearch()
  const navigate = useNavigate()
  const search = useCallback(
    (words: string) => void navigate({ to: '/history', search: words ? { q: words } : {}, replace: true }),
    [navigate],
  )
  return <HistoryScreen search={q} onSearch={search} />
}
