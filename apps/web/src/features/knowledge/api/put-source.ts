import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** A source to put into a knowledge base of its organisation, or to take out of it. */
export type PutSource = { sourceId: string; baseId: string; into: boolean }

/** Puts a source that the person may read into a knowledge base, or takes it out. */
export function usePutSource(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ sourceId, baseId, into }: PutSource) => {
      const row = { source_id: sourceId, knowledge_base_id: baseId }
      const table = supabase.schema('ai').from('indexed_sources')
      const { error } = into
        ? await table.insert({ ...row, organization_id: organizationId })
        : await table.delete().match(row)
      // It is in there already: as was wanted.
      if (error && error.code !== '23505') throw error
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['knowledge'] }),
  })
}
