import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { closeStaleCalls } from './close-stale-calls.ts'
import { CALL_COLUMNS, type Call } from './get-call.ts'

/** A relay gives a sign of life far more often than this; a call without one for so long is over. */
export const STALE_AFTER_MS = 90_000

const looksStale = ({ last_seen_at }: Call) => Date.parse(last_seen_at) < Date.now() - STALE_AFTER_MS

/**
 * The user's calls that go on now, on whatever device, newest first. Whoever asks closes those whose relay has vanished:
 * the database decides which, by its own clock.
 */
export const liveCallsQuery = queryOptions({
  queryKey: ['calls', 'live'],
  queryFn: async (): Promise<Call[]> => {
    const calls = await fetchOpenCalls()
    if (!calls.some(looksStale)) return calls
    await closeStaleCalls()
    return await fetchOpenCalls()
  },
  // A call whose relay has died sends nothing that would tell.
  refetchInterval: (query) => (query.state.data?.length ? STALE_AFTER_MS : false),
})

async function fetchOpenCalls(): Promise<Call[]> {
  const { data: auth } = await supabase.auth.getSession()
  const { data, error } = await supabase
    .from('calls')
    .select(CALL_COLUMNS)
    // Owners and admins see calls of others, too, which are not theirs to go on with.
    .eq('user_id', auth.session?.user.id ?? '')
    .is('ended_at', null)
    .order('started_at', { ascending: false })
  if (error) throw error
  return data
}
