import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** The ids of the knowledge bases that an agent searches. */
export function agentKnowledgeBasesQuery(agentId: string) {
  return queryOptions({
    queryKey: ['agents', 'knowledge-bases', agentId],
    queryFn: async (): Promise<string[]> => {
      const { data, error } = await supabase
        .schema('ai')
        .from('agent_knowledge_bases')
        .select('knowledge_base_id')
        .eq('agent_id', agentId)
      if (error) throw error
      return data.map(({ knowledge_base_id }) => knowledge_base_id)
    },
  })
}
