import type { SessionTurn } from './session-turn.ts'

const PAST = 'past_'

type Item = { id: string } & Record<string, unknown>

/**
 * What was said before a call in the conversation that it goes on with, as items for a provider's session. Their ids are
 * the relay's own, so that nobody takes them for turns of the call; turns of the call itself are left out.
 */
export function recallSession(turns: readonly SessionTurn[], callId: string): Item[] {
  return turns.filter((turn) => turn.call_id !== callId).flatMap((turn, index) => itemsOf(turn, `${PAST}${index + 1}`))
}

/** Whether an item is one of those: none of the transcript's. */
export function isPastItem(itemId: string | null): boolean {
  return itemId?.startsWith(PAST) ?? false
}

function itemsOf({ role, text, tool }: SessionTurn, id: string): Item[] {
  if (tool !== null) return tool.output === null ? [] : toolItems(tool, tool.output, id)
  if (text === '' || role === 'tool') return []
  const type = role === 'assistant' ? 'output_text' : 'input_text'
  return [{ id, type: 'message', role, content: [{ type, text }] }]
}

function toolItems(tool: NonNullable<SessionTurn['tool']>, output: string, id: string): Item[] {
  const { name } = tool
  const args = typeof tool.arguments === 'string' ? tool.arguments : JSON.stringify(tool.arguments)
  return [
    { id, type: 'function_call', name, call_id: id, arguments: args },
    { id: `${id}_output`, type: 'function_call_output', call_id: id, output },
  ]
}
