import type { Tables } from '@parley/shared/database-types'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Call } from './api/get-call.ts'
import type { CallSummary } from './api/search-calls.ts'

/**
 * Takes a call's new state into everything cached about calls. Signs of life come every few seconds, so they are merged,
 * and only a call that begins or ends makes lists be read again.
 */
export function applyCallChange(client: QueryClient, call: Tables<'calls'>): void {
  const { title, ended_at, end_reason, last_seen_at } = call
  const change = { title, ended_at, end_reason }
  client.setQueryData<Call>(['calls', 'one', call.id], (known) => known && { ...known, ...change, last_seen_at })
  client.setQueriesData<InfiniteData<CallSummary[]>>({ queryKey: ['calls', 'search'] }, (list) => {
    if (!list?.pages.some((page) => page.some(({ id }) => id === call.id))) return list
    const pages = list.pages.map((page) =>
      page.map((known) => (known.id === call.id ? { ...known, ...change } : known)),
    )
    return { ...list, pages }
  })
  const live = client.getQueryData<Call[]>(['calls', 'live'])
  const listed = live?.some(({ id }) => id === call.id) ?? false
  if (listed === (ended_at === null)) return
  void client.invalidateQueries({ queryKey: ['calls', 'live'] })
  void client.invalidateQueries({ queryKey: ['calls', 'search'] })
}
