import { useMutation, useQueryClient } from '@tanstack/react-query'
import { invokeFunction } from '@/lib/invoke-function.ts'
import { forgetSource } from '../source-cache.ts'

/** Deletes a source, for everybody and at once. `onDeleted` leaves its screen, which ends with it. */
export function useDeleteSource(sourceId: string, onDeleted: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => invokeFunction('sources', { action: 'delete', source_id: sourceId }),
    onSuccess: () => {
      onDeleted()
      forgetSource(client, sourceId)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['knowledge'] }),
  })
}
