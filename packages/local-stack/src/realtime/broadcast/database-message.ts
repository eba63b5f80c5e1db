import type { UserBroadcast } from '../protocol/user-broadcast.ts'

/** A row of `realtime.messages`, as the outbox holds it. */
export interface DatabaseMessage {
  id: string
  topic: string
  event: string
  private: boolean
  payload: unknown
}

/** The broadcast that subscribers of the row's topic get; `replayed` for one from before they joined. */
export function databaseBroadcast(message: DatabaseMessage, replayed = false): UserBroadcast {
  const meta = replayed ? { replayed, id: message.id } : { id: message.id }
  return { kind: 'json', event: message.event, json: JSON.stringify(message.payload ?? {}), meta }
}
