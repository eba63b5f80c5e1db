import type { RunEvent } from '@parley/shared/agent-run.ts'

/** An event on its way to a reader: `seq` is null when it is not stored yet. */
export type SentRunEvent = RunEvent & {
  run_id: string
  session_id: string
  seq: number | null
  created_at: string
}

/** As a server-sent event. It has an `id` when it, and so everything before it, is stored. */
export function encodeEvent(event: SentRunEvent): string {
  const id = event.seq === null ? '' : `id: ${event.seq}\n`
  // JSON has no line breaks.
  return `${id}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}
