import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { AgentVersion } from '../agent.ts'

/** A version of an agent with its texts; `null` when there is none that the user may see. */
export function agentVersionQuery(agentId: string, number: number) {
  return queryOptions({
    queryKey: ['agents', 'one', agentId, 'versions', number],
    queryFn: async (): Promise<AgentVersion | null> => {
      const { data, error } = await supabase
        .from('agent_versions')
        .select()
        .eq('agent_id', agentId)
        .eq('number', number)
        .maybeSingle()
      if (error) throw error
      return data
    },
    // Only its status changes, which the list tells.
    staleTime: Number.POSITIVE_INFINITY,
  })
}
