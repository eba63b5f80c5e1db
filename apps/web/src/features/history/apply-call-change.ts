import type { Tables } from '@parley/shared/database-types'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
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
  if (knownAsLive(client, call) === (ended_at === null)) return
  void client.invalidateQueries({ queryKey: ['calls', 'live'] })
  void client.invalidateQueries({ queryKey: ['calls', 'search'] })
  void client.invalidateQueries({ queryKey: ['calls', 'of-session'] })
  void client.invalidateQueries({ queryKey: ['organizations', call.organization_id, 'usage'] })
}

/** Calls of other people that were told of, as owners and admins are, while they went on. */
const othersLive = new WeakMap<QueryClient, Set<string>>()

/** Whether this call's being live was known, which it is from here on. */
function knownAsLive(client: QueryClient, { id, user_id, ended_at }: Tables<'calls'>): boolean {
  const me = client.getQueryData(myOrganizationsQuery.queryKey)?.userId
  if (me === undefined || me === user_id) {
    return client.getQueryData<Call[]>(['calls', 'live'])?.some((call) => call.id === id) ?? false
  }
  const others = othersLive.get(client) ?? new Set()
  othersLive.set(client, others)
  const known = others.has(id)
  if (ended_at === null) others.add(id)
  else others.delete(id)
  return known
}
