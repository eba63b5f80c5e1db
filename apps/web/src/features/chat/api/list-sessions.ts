import { infiniteQueryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { type ChatSession, SESSION_COLUMNS } from '../chat-session.ts'
import { withAgents } from './with-agents.ts'

const PAGE = 30

/** The person's sessions in an organisation, the latest first, in pages; with `search`, those with it in the title. */
export function sessionsQuery(organizationId: string, search: string) {
  return infiniteQueryOptions({
    queryKey: ['chat', 'sessions', organizationId, search],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<ChatSession[]> => {
      let query = supabase
        .from('chat_sessions')
        .select(SESSION_COLUMNS)
        .eq('organization_id', organizationId)
        .order('active_at', { ascending: false })
        .limit(PAGE)
        .abortSignal(signal)
      if (search) query = query.ilike('title', `%${search.replace(/[\\%_]/g, '\\$&')}%`)
      if (pageParam) query = query.lt('active_at', pageParam)
      const { data, error } = await query
      if (error) throw error
      return await withAgents(data)
    },
    getNextPageParam: (page) => (page.length === PAGE ? page.at(-1)?.active_at : undefined),
  })
}
