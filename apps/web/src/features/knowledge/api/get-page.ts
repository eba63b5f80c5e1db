import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** A page as it is cited: its number, its title where it has one, its text. */
export type SourcePageText = { id: number; number: number; title: string; text: string }

/**
 * A page of a source; `null` when there is none of that number. `runId` names the indexing run that can be read, so that
 * an index made again is read again.
 */
export function pageQuery(sourceId: string, runId: string | null, number: number) {
  return queryOptions({
    queryKey: ['knowledge', 'page', sourceId, runId, number],
    queryFn: async (): Promise<SourcePageText | null> => {
      const { data, error } = await supabase
        .schema('ai')
        .from('pages')
        .select('id, number, title, text')
        .eq('source_id', sourceId)
        .eq('number', number)
        .maybeSingle()
      if (error) throw error
      return data
    },
    staleTime: 60_000,
  })
}
