import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Takes an agent out of use: nobody calls it any more. */
export function useArchiveAgent(agentId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const { error } = await supabase.rpc('archive_agent', { p_agent_id: agentId })
      if (error) throw error
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['agents'] }),
  })
}
