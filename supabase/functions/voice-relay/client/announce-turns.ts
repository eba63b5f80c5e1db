import type { StoredRow, ToolCall } from '../transcript/transcript-row.ts'

/**
 * Stored turns as the provider's own events would have told of them, for a client that may have missed some: a
 * transcription that came while it was away, a function call that waits for its answer, or one that has it.
 */
export function announceTurns(rows: readonly StoredRow[]): object[] {
  return rows.flatMap((row, index) => [
    itemDone(itemOf(row), rows[index - 1]?.item_id ?? null),
    ...(row.tool?.output === undefined ? [] : [itemDone(outputOf(row.tool), row.item_id)]),
  ])
}

function itemDone(item: object, previous_item_id: string | null): object {
  return { type: 'conversation.item.done', event_id: `relay_${crypto.randomUUID()}`, previous_item_id, item }
}

/** Under an id of its own: what the answer was made under is not stored. */
function outputOf({ call_id, output }: ToolCall): object {
  const base = { id: `${call_id}_output`, object: 'realtime.item', status: 'completed' }
  return { ...base, type: 'function_call_output', call_id, output }
}

function itemOf(row: StoredRow): object {
  const base = {
    id: row.item_id,
    object: 'realtime.item',
    status: row.status === 'completed' ? 'completed' : 'incomplete',
  }
  if (row.tool !== null) {
    const { name, call_id, arguments: args } = row.tool
    return { ...base, type: 'function_call', name, call_id, arguments: args }
  }
  return { ...base, type: 'message', role: row.role, content: [contentOf(row)] }
}

function contentOf({ role, source, text }: StoredRow): object {
  if (role === 'assistant')
    return source === 'voice' ? { type: 'output_audio', transcript: text } : { type: 'output_text', text }
  return source === 'voice' ? { type: 'input_audio', transcript: text } : { type: 'input_text', text }
}
