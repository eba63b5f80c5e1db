import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Agent } from '@/features/agents/agent.ts'
import { supabase } from '@/lib/supabase.ts'
import { agentToolsQuery } from './list-agent-tools.ts'

/** Gives an agent a tool, or takes it away. For owners and admins; it applies at once. */
export function useChooseAgentTool({ id, organization_id }: Pick<Agent, 'id' | 'organization_id'>) {
  const client = useQueryClient()
  const { queryKey } = agentToolsQuery(id)
  return useMutation({
    mutationFn: async ({ toolId, chosen }: { toolId: string; chosen: boolean }) => {
      const row = { agent_id: id, tool_id: toolId }
      const table = supabase.schema('ai').from('agent_tools')
      const { error } = chosen ? await table.insert({ ...row, organization_id }) : await table.delete().match(row)
      // It has it already: as was wanted.
      if (error && error.code !== '23505') throw error
    },
    onMutate: async ({ toolId, chosen }) => {
      await client.cancelQueries({ queryKey })
      client.setQueryData<string[]>(queryKey, (ids = []) =>
        chosen ? [...ids, toolId] : ids.filter((known) => known !== toolId),
      )
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
}
