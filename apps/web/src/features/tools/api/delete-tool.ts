import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Deletes a tool. Agents that had it lose it at once. */
export function useDeleteTool(toolId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const { error } = await supabase.schema('ai').from('tools').delete().eq('id', toolId)
      if (error) throw error
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['tools'] }),
  })
}
