import type { UnstoredItem } from './hand-off-events.ts'

/** Turns as plain text, a paragraph each, for a person to keep. */
export function unstoredText(items: readonly UnstoredItem[], agentName: string): string {
  const speaker = (role: string) => (role === 'assistant' ? agentName : role === 'user' ? 'You' : 'Note')
  return `${items.map(({ role, text }) => `${speaker(role)}: ${text}`).join('\n\n')}\n`
}
