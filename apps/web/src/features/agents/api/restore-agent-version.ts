import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Agent } from '../agent.ts'

/** Puts what a version says into the draft, in place of what stood there. */
export function useRestoreAgentVersion(agentId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (number: number): Promise<Agent> => {
      const { data, error } = await supabase.rpc('restore_agent_version', { p_agent_id: agentId, p_number: number })
      if (error) throw error
      return data
    },
    onSuccess: (agent) => {
      client.setQueryData(['agents', 'one', agentId], agent)
      void client.invalidateQueries({ queryKey: ['agents', 'of', agent.organization_id] })
    },
  })
}
