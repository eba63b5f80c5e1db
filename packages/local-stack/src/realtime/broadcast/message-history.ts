import type { Sql } from 'postgres'
import type { DatabaseMessage } from './database-message.ts'

/** What a joining client asks to hear again: messages since a time (milliseconds since 1970), the newest `limit`. */
export interface ReplayRequest {
  since: number
  limit: number
}

/** Reads a join's `replay`; undefined when it is malformed. */
export function replayRequest(value: unknown): ReplayRequest | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { since = 0, limit = 25 } = value as Record<string, unknown>
  if (typeof since !== 'number' || typeof limit !== 'number' || limit < 1) return undefined
  return { since, limit: Math.min(limit, 25) }
}

/** Private broadcasts of a topic that the database sent or stored, oldest first. The caller checks who may read. */
export async function messageHistory(sql: Sql, topic: string, replay: ReplayRequest): Promise<DatabaseMessage[]> {
  const rows = await sql<DatabaseMessage[]>`
    select id, topic, event, private, payload from realtime.messages
    where topic = ${topic} and private and extension = 'broadcast' and event is not null
      and inserted_at >= to_timestamp(${replay.since / 1000}::float8) at time zone current_setting('timezone')
    order by inserted_at desc limit ${replay.limit}`
  return rows.reverse()
}
