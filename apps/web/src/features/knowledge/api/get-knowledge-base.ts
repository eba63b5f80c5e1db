import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { isUuid } from '@/lib/uuid.ts'
import type { KnowledgeBase } from '../knowledge-base.ts'

/** A knowledge base by its id; `null` when there is none that the person may see. */
export function knowledgeBaseQuery(baseId: string) {
  return queryOptions({
    queryKey: ['knowledge', 'base', baseId],
    queryFn: async (): Promise<KnowledgeBase | null> => {
      if (!isUuid(baseId)) return null
      const { data, error } = await supabase
        .schema('ai')
        .from('knowledge_bases')
        .select('id, organization_id, name, description')
        .eq('id', baseId)
        .maybeSingle()
      if (error) throw error
      return data
    },
  })
}
