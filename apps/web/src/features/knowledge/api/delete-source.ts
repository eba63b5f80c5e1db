import { useMutation, useQueryClient } from '@tanstack/react-query'
import { invokeFunction } from '@/lib/invoke-function.ts'
import { forgetSource } from '../source-cache.ts'

/** Deletes a source, for everybody and at once. */
export function useDeleteSource(sourceId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => invokeFunction('sources', { action: 'delete', source_id: sourceId }),
    onSuccess: () => forgetSource(client, sourceId),
    onSettled: () => client.invalidateQueries({ queryKey: ['knowledge'] }),
  })
}
