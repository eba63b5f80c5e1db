import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Message } from '../message.ts'
import { MessageChanges } from '../message-changes.ts'

/** Changes of all calls; the live feed notes them, reads take them. */
export const messageChanges = new MessageChanges()

const PAGE = 1000

/** Every stored turn of a call, in conversation order. The live feed keeps the cache current. */
export function messagesQuery(callId: string) {
  return queryOptions({
    queryKey: ['messages', callId],
    queryFn: () => messageChanges.during(callId, () => fetchMessages(callId)),
  })
}

async function fetchMessages(callId: string): Promise<Message[]> {
  const messages: Message[] = []
  for (let last = PAGE; last === PAGE; ) {
    const { data, error } = await supabase
      .from('messages')
      .select()
      .eq('call_id', callId)
      .order('position')
      .order('id')
      .range(messages.length, messages.length + PAGE - 1)
    if (error) throw error
    messages.push(...data)
    last = data.length
  }
  return messages
}
