import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** A call that belongs to a session. */
export type SessionCall = { id: string; agent_name: string | null; started_at: string; ended_at: string | null }

/** The calls of a session, in order. Kept current by the live feed, which reads lists of calls again. */
export function sessionCallsQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['calls', 'of-session', sessionId],
    queryFn: async (): Promise<SessionCall[]> => {
      const { data, error } = await supabase
        .from('calls')
        .select('id, agent_name, started_at, ended_at')
        .eq('chat_session_id', sessionId)
        .order('started_at')
      if (error) throw error
      return data
    },
  })
}
