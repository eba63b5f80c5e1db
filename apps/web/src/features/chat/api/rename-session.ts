import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { ChatSession } from '../chat-session.ts'

/** Gives a session a title. Shown at once, taken back when it is refused. */
export function useRenameSession(sessionId: string) {
  const client = useQueryClient()
  const key = ['chat', 'session', sessionId]
  return useMutation({
    mutationFn: async (title: string) => {
      const { error } = await supabase.from('chat_sessions').update({ title }).eq('id', sessionId)
      if (error) throw error
    },
    onMutate: async (title) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<ChatSession>(key)
      if (before) client.setQueryData<ChatSession>(key, { ...before, title })
      return before
    },
    onError: (_error, _title, before) => client.setQueryData(key, before),
    onSettled: () => client.invalidateQueries({ queryKey: ['chat', 'sessions'] }),
  })
}
