/** A turn that the server could not store, as it had it. */
export type UnstoredItem = { item_id: string; role: string; text: string; [field: string]: unknown }

/** The turns that are known and those that have come, each once. What is no turn has nothing to be saved. */
export function withUnstored(known: readonly UnstoredItem[], items: readonly unknown[]): UnstoredItem[] {
  const turns = items.filter(isUnstoredItem)
  return [...new Map([...known, ...turns].map((item) => [item.item_id, item])).values()]
}

/** Turns as plain text, a paragraph each, for a person to keep. */
export function unstoredText(items: readonly UnstoredItem[], agentName: string): string {
  const speaker = (role: string) => (role === 'assistant' ? agentName : role === 'user' ? 'You' : 'Note')
  return `${items.map(({ role, text }) => `${speaker(role)}: ${text}`).join('\n\n')}\n`
}

function isUnstoredItem(item: unknown): item is UnstoredItem {
  if (typeof item !== 'object' || item === null) return false
  const { item_id, role, text } = item as Record<string, unknown>
  return typeof item_id === 'string' && typeof role === 'string' && typeof text === 'string'
}
