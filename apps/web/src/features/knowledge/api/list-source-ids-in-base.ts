import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** The ids of the sources in a knowledge base, as far as the person may read them. */
export function sourceIdsInBaseQuery(baseId: string) {
  return queryOptions({
    queryKey: ['knowledge', 'ids-in', baseId],
    queryFn: async (): Promise<string[]> => {
      const { data, error } = await supabase
        .schema('ai')
        .from('indexed_sources')
        .select('source_id')
        .eq('knowledge_base_id', baseId)
      if (error) throw error
      return data.map(({ source_id }) => source_id)
    },
  })
}
