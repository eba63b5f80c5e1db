import type { Turn } from '@parley/client/turn-draft'

/** A turn of a call: a completed answer, where a test says nothing else. */
export function turnOf(itemId: string, change: Partial<Turn>): Turn {
  return {
    itemId,
    role: 'assistant',
    source: 'voice',
    text: '',
    status: 'completed',
    heardMs: null,
    toolName: null,
    persisted: false,
    ...change,
  }
}
