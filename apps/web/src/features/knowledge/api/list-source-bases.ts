import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** The ids of the knowledge bases that hold a source. */
export function sourceBasesQuery(sourceId: string) {
  return queryOptions({
    queryKey: ['knowledge', 'bases-of', sourceId],
    queryFn: async (): Promise<string[]> => {
      const { data, error } = await supabase
        .schema('ai')
        .from('indexed_sources')
        .select('knowledge_base_id')
        .eq('source_id', sourceId)
      if (error) throw error
      return data.map(({ knowledge_base_id }) => knowledge_base_id)
    },
  })
}
