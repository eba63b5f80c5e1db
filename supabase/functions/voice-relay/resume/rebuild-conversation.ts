import type { StoredRow } from '../transcript/transcript-row.ts'

/** The most that a provider's session is rebuilt from: the latest turns count. */
const MAX_CHARS = 120_000

type ItemCreate = { type: 'conversation.item.create'; item: Record<string, unknown> }

/**
 * Stored turns as events that give a fresh provider session its memory: text items under their own ids, so that what
 * is said next names them as its predecessors. Answers become text: a provider takes no audio of its own back.
 */
export function rebuildConversation(rows: readonly StoredRow[]): ItemCreate[] {
  return latest(rows)
    .flatMap(itemsOf)
    .map((item) => ({ type: 'conversation.item.create', item }))
}

function latest(rows: readonly StoredRow[]): readonly StoredRow[] {
  let chars = 0
  const first = rows.findLastIndex((row) => {
    chars += row.text.length + JSON.stringify(row.tool ?? '').length
    return chars > MAX_CHARS
  })
  return rows.slice(first + 1)
}

function itemsOf(row: StoredRow): Record<string, unknown>[] {
  if (row.tool !== null) return toolItems(row.item_id, row.tool)
  if (row.text === '') return []
  const type = row.role === 'assistant' ? 'output_text' : 'input_text'
  return [{ id: row.item_id, type: 'message', role: row.role, content: [{ type, text: row.text }] }]
}

function toolItems(id: string, { name, call_id, arguments: args, output }: NonNullable<StoredRow['tool']>) {
  const call = { id, type: 'function_call', name, call_id, arguments: args }
  return output === undefined ? [call] : [call, { type: 'function_call_output', call_id, output }]
}
