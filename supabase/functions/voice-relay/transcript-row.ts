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
}

/** A function call of the model; `output` is there once the client has answered it. */
export type ToolCall = { name: string; call_id: string; arguments: string; output?: string }

/** A text as PostgreSQL can store it: without NUL and lone surrogates. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
