import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { isUuid } from '@/lib/uuid.ts'
import { type ChatSession, SESSION_COLUMNS } from '../chat-session.ts'
import { withAgents } from './with-agents.ts'

/** A session by its id; `null` when there is none that is the person's. */
export function sessionQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['chat', 'session', sessionId],
    queryFn: async (): Promise<ChatSession | null> => {
      if (!isUuid(sessionId)) return null
      const { data, error } = await supabase
        .from('chat_sessions')
        .select(SESSION_COLUMNS)
        .eq('id', sessionId)
        .maybeSingle()
      if (error) throw error
      return data && ((await withAgents([data]))[0] ?? null)
    },
  })
}
