import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Source } from '../source.ts'
import { changeSource } from '../source-cache.ts'

/** Longest name, as in `documents.name`. */
export const DOCUMENT_NAME_MAX = 200

/** Gives a document another name or other readers. Its owner only: for anybody else nothing would change, which is told. */
export function useUpdateDocument(sourceId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (change: Partial<Pick<Source, 'name' | 'visibility'>>) => {
      const { data, error } = await supabase
        .from('documents')
        .update(change)
        .eq('source_id', sourceId)
        .select('source_id')
      if (error) throw error
      if (data.length === 0) throw new Error('role_too_low')
      changeSource(client, sourceId, (source) => ({ ...source, ...change }))
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['knowledge'] }),
  })
}
