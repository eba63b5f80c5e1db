import type { BrainTurn } from '../brain/brain.ts'
import type { Entry } from './conversation.ts'
import { itemText } from './item-text.ts'

/** The items as a brain reads them. Waits for speech that is still being recognised. */
export async function brainTurns(entries: readonly Entry[]): Promise<BrainTurn[]> {
  const turns = await Promise.all(entries.map(turnOf))
  return turns.filter((turn) => turn !== undefined)
}

async function turnOf({ item, heard }: Entry): Promise<BrainTurn | undefined> {
  switch (item.type) {
    case 'message':
      return { role: item.role, text: heard === undefined ? itemText(item) : await heard }
    case 'function_call':
      return { role: 'call', callId: item.call_id ?? '', name: item.name, arguments: item.arguments }
    case 'function_call_output':
      return { role: 'tool', callId: item.call_id, output: item.output }
    default:
      return undefined
  }
}
