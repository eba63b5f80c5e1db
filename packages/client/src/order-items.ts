/** An item's place: after `previousItemId`; `null` is the conversation's start, `undefined` not told yet. */
export type ItemPlace = { itemId: string; previousItemId: string | null | undefined }

/**
 * Item ids in conversation order, from items in order of arrival. An item follows the one it names; of two that name
 * the same one, the later arrival was inserted between (as the Realtime API inserts). Items whose place is not told, or
 * whose predecessor has not arrived, stand where they arrived until it does. A cycle loses nothing.
 */
export function orderItems(items: Iterable<ItemPlace>): string[] {
  const places = new Map([...items].map((item) => [item.itemId, item]))
  const followers = new Map<string, string[]>()
  const roots: string[] = []
  for (const { itemId, previousItemId } of places.values()) {
    if (previousItemId == null || !places.has(previousItemId) || previousItemId === itemId) roots.push(itemId)
    else followers.set(previousItemId, [itemId, ...(followers.get(previousItemId) ?? [])])
  }
  const ordered = new Set<string>()
  const pending = [...roots, ...places.keys()].reverse()
  while (pending.length > 0) {
    const itemId = pending.pop() as string
    if (ordered.has(itemId)) continue
    ordered.add(itemId)
    pending.push(...(followers.get(itemId) ?? []).toReversed())
  }
  return [...ordered]
}
