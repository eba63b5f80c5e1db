/** A call's arguments as the model wrote them; null when they are no JSON object. No text at all is an empty object. */
export function parseArguments(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text === '' ? '{}' : text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
