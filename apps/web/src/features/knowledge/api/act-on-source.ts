import { useMutation, useQueryClient } from '@tanstack/react-query'
import { askSource } from './ask-source.ts'

/** Has a source indexed: `retry` goes on with one that failed, `reindex` makes the index again. */
export function useActOnSource(action: 'retry' | 'reindex', sourceId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => askSource(action, sourceId),
    onSettled: () => client.invalidateQueries({ queryKey: ['knowledge'] }),
  })
}
