import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { KnowledgeBase } from '../knowledge-base.ts'
import { nameTaken } from '../name-taken-error.ts'

/** Renames or describes a knowledge base. For owners and admins. @throws {NameTakenError} */
export function useUpdateKnowledgeBase(baseId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (change: Partial<Pick<KnowledgeBase, 'name' | 'description'>>) => {
      const { data, error } = await supabase
        .schema('ai')
        .from('knowledge_bases')
        .update(change)
        .eq('id', baseId)
        .select('id')
      if (error) throw nameTaken(error)
      if (data.length === 0) throw new Error('role_too_low')
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['knowledge'] }),
  })
}
