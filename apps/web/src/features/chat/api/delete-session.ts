import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Deletes a session with everything that was written in it. Its calls stay in the history. */
export function useDeleteSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (sessionId: string) => {
      const { error } = await supabase.from('chat_sessions').delete().eq('id', sessionId)
      if (error) throw error
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['chat', 'sessions'] }),
  })
}
