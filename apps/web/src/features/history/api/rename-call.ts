import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Call } from './get-call.ts'

/** Longest title, as in `calls.title`. */
export const TITLE_MAX = 200

/** Gives a call a title, or takes it away with an empty one. Shown at once, taken back when it is refused. */
export function useRenameCall(callId: string) {
  const client = useQueryClient()
  const key = ['calls', 'one', callId]
  return useMutation({
    mutationFn: async (title: string) => {
      const { error } = await supabase
        .from('calls')
        .update({ title: title || null })
        .eq('id', callId)
      if (error) throw error
    },
    onMutate: async (title) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<Call>(key)
      if (before) client.setQueryData<Call>(key, { ...before, title: title || null })
      return before
    },
    onError: (_error, _title, before) => client.setQueryData(key, before),
    onSettled: () => client.invalidateQueries({ queryKey: ['calls'] }),
  })
}
