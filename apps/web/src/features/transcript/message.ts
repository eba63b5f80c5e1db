import type { Tables } from '@parley/shared/database-types'

/** A stored turn. */
export type Message = Tables<'messages'>

/** Stored turns in conversation order with `message` among them: new, or in place of an older state of itself. */
export function mergeMessage(messages: readonly Message[], message: Message): Message[] {
  const known = messages.find(({ id }) => id === message.id)
  // Compared as times: PostgREST and Realtime write them differently.
  if (known && Date.parse(known.updated_at) > Date.parse(message.updated_at)) return [...messages]
  return [...messages.filter(({ id }) => id !== message.id), message].sort(
    (a, b) => a.position - b.position || a.id - b.id,
  )
}
