import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { AgentVersion } from '../agent.ts'

/** Makes the stored draft what callers get. */
export function usePublishAgent(agentId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (): Promise<AgentVersion> => {
      const { data, error } = await supabase.rpc('publish_agent', { p_agent_id: agentId })
      if (error) throw error
      return data
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['agents'] }),
  })
}
