const LENGTH = 420
const LEAD = 90

/** A word of the text fits a stem that search matched: `dogs` fits `dog`, `happy` fits `happi`. */
export function fitsStem(word: string, stem: string): boolean {
  const lower = word.toLowerCase()
  const root = stem.length > 4 ? stem.slice(0, -1) : stem
  return lower.startsWith(root) && lower.length <= stem.length + 4
}

/** The part of a passage that shows best why it was found: from shortly before the first word that fits. */
export function passageExcerpt(text: string, stems: readonly string[]): string {
  if (text.length <= LENGTH) return text
  const hit = [...text.matchAll(/[\p{L}\p{N}]+/gu)].find(([word]) => stems.some((stem) => fitsStem(word, stem)))
  const from = Math.min(Math.max(0, (hit?.index ?? 0) - LEAD), text.length - LENGTH)
  // From and to the space between two words, so that none is cut.
  const start = from === 0 ? 0 : text.indexOf(' ', from) + 1 || from
  const space = text.lastIndexOf(' ', start + LENGTH)
  const end = start + LENGTH >= text.length ? text.length : space > start ? space : start + LENGTH
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`
}
