/** Whether two texts are the same JSON, however it is laid out and in whichever order its keys come. */
export function sameJson(one: string, other: string): boolean {
  if (one.trim() === other.trim()) return true
  try {
    return ordered(JSON.parse(one)) === ordered(JSON.parse(other))
  } catch {
    return false
  }
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
