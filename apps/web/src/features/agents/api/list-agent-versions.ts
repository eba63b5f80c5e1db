import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { AgentVersion } from '../agent.ts'

/** A version in the list, without its texts. */
export type VersionSummary = Pick<AgentVersion, 'number' | 'status' | 'published_at'>

/** So many versions are listed; nobody goes back further. */
const LISTED = 50

/** An agent's versions, newest first. */
export function agentVersionsQuery(agentId: string) {
  return queryOptions({
    queryKey: ['agents', 'one', agentId, 'versions'],
    queryFn: async (): Promise<VersionSummary[]> => {
      const { data, error } = await supabase
        .from('agent_versions')
        .select('number, status, published_at')
        .eq('agent_id', agentId)
        .order('number', { ascending: false })
        .limit(LISTED)
      if (error) throw error
      return data
    },
  })
}
