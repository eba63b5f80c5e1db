import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** The ids of the tools that an agent has. */
export function agentToolsQuery(agentId: string) {
  return queryOptions({
    queryKey: ['tools', 'of-agent', agentId],
    queryFn: async (): Promise<string[]> => {
      const { data, error } = await supabase.schema('ai').from('agent_tools').select('tool_id').eq('agent_id', agentId)
      if (error) throw error
      return data.map(({ tool_id }) => tool_id)
    },
  })
}
