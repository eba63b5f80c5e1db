import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** How many pages the readable run of a source has: the number of the last one. */
export function pageCountQuery(sourceId: string, runId: string | null) {
  return queryOptions({
    queryKey: ['knowledge', 'page-count', sourceId, runId],
    queryFn: async (): Promise<number> => {
      const { data, error } = await supabase
        .schema('ai')
        .from('pages')
        .select('number')
        .eq('source_id', sourceId)
        .order('number', { ascending: false })
        .limit(1)
        .maybeSingle()
      if (error) throw error
      return data?.number ?? 0
    },
    staleTime: 60_000,
  })
}
