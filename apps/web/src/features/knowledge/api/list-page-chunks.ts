import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** A chunk as far as its place is concerned: `number` counts in the source, the offsets in the page's text. */
export type PageChunk = { id: number; number: number; headings: string[]; start_offset: number; end_offset: number }

/** The chunks of a page, in its order: what search finds and cites. */
export function pageChunksQuery(pageId: number) {
  return queryOptions({
    queryKey: ['knowledge', 'chunks', pageId],
    queryFn: async (): Promise<PageChunk[]> => {
      const { data, error } = await supabase
        .schema('ai')
        .from('chunks')
        .select('id, number, headings, start_offset, end_offset')
        .eq('page_id', pageId)
        .order('number')
      if (error) throw error
      return data
    },
    staleTime: 60_000,
  })
}
