import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { KnowledgeBase } from '../knowledge-base.ts'

/** An organisation's knowledge bases by name. */
export function knowledgeBasesQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['knowledge', 'bases', organizationId],
    queryFn: async (): Promise<KnowledgeBase[]> => {
      const { data, error } = await supabase
        .schema('ai')
        .from('knowledge_bases')
        .select('id, organization_id, name, description')
        .eq('organization_id', organizationId)
        .order('name')
      if (error) throw error
      return data
    },
  })
}
