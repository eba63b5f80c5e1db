import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Call } from './get-call.ts'

/** A relay gives a sign of life far more often than this; a call without one for so long is over. */
export const STALE_AFTER_MS = 90_000

/** The user's calls that go on now, on whatever device, newest first. */
export const liveCallsQuery = queryOptions({
  queryKey: ['calls', 'live'],
  queryFn: async (): Promise<Call[]> => {
    const { data, error } = await supabase
      .from('calls')
      .select('id, title, agent_id, started_at, ended_at, end_reason, last_seen_at, agent:agents(name)')
      .is('ended_at', null)
      .gt('last_seen_at', new Date(Date.now() - STALE_AFTER_MS).toISOString())
      .order('started_at', { ascending: false })
    if (error) throw error
    return data
  },
  // A call whose relay has died sends nothing that would tell.
  refetchInterval: (query) => (query.state.data?.length ? STALE_AFTER_MS : false),
})
