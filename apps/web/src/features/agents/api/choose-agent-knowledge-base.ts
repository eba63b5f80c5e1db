import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Agent } from '../agent.ts'
import { agentKnowledgeBasesQuery } from './list-agent-knowledge-bases.ts'

/** Gives an agent a knowledge base to search, or takes it away. For owners and admins; it applies at once. */
export function useChooseAgentKnowledgeBase({ id, organization_id }: Pick<Agent, 'id' | 'organization_id'>) {
  const client = useQueryClient()
  const { queryKey } = agentKnowledgeBasesQuery(id)
  return useMutation({
    mutationFn: async ({ baseId, chosen }: { baseId: string; chosen: boolean }) => {
      const row = { agent_id: id, knowledge_base_id: baseId }
      const table = supabase.schema('ai').from('agent_knowledge_bases')
      const { error } = chosen ? await table.insert({ ...row, organization_id }) : await table.delete().match(row)
      // It has it already: as was wanted.
      if (error && error.code !== '23505') throw error
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
}
