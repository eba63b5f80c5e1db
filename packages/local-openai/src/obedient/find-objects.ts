/** A `{…}` in a text. */
export type FoundObject = { start: number; end: number; text: string }

/** The outermost `{…}` of a text, whether they are JSON or not; braces in strings do not count. `{{…}}` is no object. */
export function findObjects(text: string): FoundObject[] {
  const found: FoundObject[] = []
  for (let start = text.indexOf('{'); start >= 0; start = text.indexOf('{', start)) {
    const end = text.startsWith('{{', start) ? -1 : closingBrace(text, start)
    if (end >= 0) found.push({ start, end, text: text.slice(start, end) })
    start = end >= 0 ? end : start + (text.startsWith('{{', start) ? 2 : 1)
  }
  return found
}

/** The index after the brace that closes the one at `start`; -1 when none does. */
function closingBrace(text: string, start: number): number {
  let depth = 0
  let inString = false
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at]
    if (inString && letter === '\\') at += 1
    else if (letter === '"') inString = !inString
    else if (!inString && letter === '{') depth += 1
    else if (!inString && letter === '}') depth -= 1
    if (depth === 0) return at + 1
  }
  return -1
}
