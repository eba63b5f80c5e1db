import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { KnowledgeBase } from '../knowledge-base.ts'
import { nameTaken } from '../name-taken-error.ts'

/** Makes a knowledge base. For owners and admins. @throws {NameTakenError} */
export function useCreateKnowledgeBase(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (fields: Pick<KnowledgeBase, 'name' | 'description'>): Promise<KnowledgeBase> => {
      const { data, error } = await supabase
        .schema('ai')
        .from('knowledge_bases')
        .insert({ organization_id: organizationId, ...fields })
        .select('id, organization_id, name, description')
        .single()
      if (error) throw nameTaken(error)
      return data
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['knowledge', 'bases'] }),
  })
}
