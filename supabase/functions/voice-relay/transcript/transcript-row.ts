import type { Citation } from '@parley/shared/citation.ts'
import type { Mark } from '@parley/shared/heard-text.ts'

/** A row for `append_messages`. */
export type TranscriptRow = {
  item_id: string
  previous_item_id: string | null
  position: number
  role: 'user' | 'assistant' | 'tool'
  text: string
  status: 'failed' | 'completed' | 'interrupted'
  source: 'voice' | 'text' | 'tool'
  heard_ms: number | null
  tool: ToolCall | null
  /** Where the text stands in the answer's audio; null without audio. */
  marks: Mark[] | null
  /** When its first sound was said, ISO 8601, and how long it lasted. */
  started_at: string | null
  duration_ms: number | null
  /** From the end of the caller's speech to the first audio of this answer. */
  latency_ms: number | null
}

/** What a turn knows of its row. Its place is the ledger's business. */
export type TurnRow = Omit<TranscriptRow, 'item_id' | 'previous_item_id' | 'position'>

/** A row of an earlier segment, as `call_history` gives it. */
export type StoredRow = Pick<
  TranscriptRow,
  'position' | 'text' | 'status' | 'source' | 'heard_ms' | 'tool' | 'marks'
> & {
  item_id: string
  role: TranscriptRow['role'] | 'system'
  /** ISO 8601. */
  updated_at: string
}

/** A function call of the model; `output` is there once it is answered. */
export type ToolCall = {
  name: string
  call_id: string
  arguments: string
  output?: string
  /** The server runs it, and the client does not answer it. */
  server?: true
  /** It waits for its person's decision; `output` says so to the model. */
  waits?: true
  /** What the output was made from. */
  citations?: Citation[]
}

/** The columns that say when a turn was, for turns of which nobody knows. */
export const UNTIMED = { marks: null, started_at: null, duration_ms: null, latency_ms: null } as const

/** A text as PostgreSQL can store it: without NUL and lone surrogates. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
