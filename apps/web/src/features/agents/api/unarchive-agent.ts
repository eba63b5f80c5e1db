import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Brings an archived agent back as a draft. */
export function useUnarchiveAgent(agentId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const { error } = await supabase.rpc('unarchive_agent', { p_agent_id: agentId })
      if (error) throw error
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['agents'] }),
  })
}
