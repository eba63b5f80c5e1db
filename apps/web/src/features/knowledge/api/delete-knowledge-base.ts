import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Deletes a knowledge base; what it held stays. For owners and admins. `onDeleted` leaves its screen. */
export function useDeleteKnowledgeBase(baseId: string, onDeleted: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const { data, error } = await supabase.schema('ai').from('knowledge_bases').delete().eq('id', baseId).select('id')
      if (error) throw error
      if (data.length === 0) throw new Error('role_too_low')
    },
    onSuccess: async () => {
      onDeleted()
      await client.invalidateQueries({ queryKey: ['knowledge'] })
    },
  })
}
