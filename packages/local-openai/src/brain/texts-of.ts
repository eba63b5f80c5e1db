import type { BrainTurn } from './brain.ts'

/** What one side said, oldest first. */
export function textsOf(turns: BrainTurn[], role: 'user' | 'assistant' | 'system'): string[] {
  return turns.flatMap((turn) => (turn.role === role ? [turn.text] : []))
}
