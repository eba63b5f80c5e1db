/** A run of text on a page; `transform[5]` is how high it stands, in the same unit as `height`. */
export type PdfItem = { str: string; hasEOL: boolean; height: number; transform: number[] }

/** Lines that are further apart than this, in heights of a line, are of two paragraphs. */
const PARAGRAPH_GAP = 1.7

/**
 * The text of a page from its runs: lines, a blank line between paragraphs, and words that were divided at the end of a
 * line in one piece again.
 */
export function joinPdfItems(items: PdfItem[]): string {
  const lines: { text: string; y: number; height: number }[] = []
  let line: (typeof lines)[number] | undefined
  for (const { str, hasEOL, height, transform } of items) {
    line ??= { text: '', y: transform[5] ?? 0, height: 0 }
    line.text += str
    line.height = Math.max(line.height, height)
    if (!hasEOL) continue
    lines.push(line)
    line = undefined
  }
  if (line) lines.push(line)
  return joinLines(lines.filter(({ text }) => text.trim() !== ''))
}

function joinLines(lines: { text: string; y: number; height: number }[]): string {
  let text = ''
  lines.forEach((line, at) => {
    const before = lines[at - 1]
    const own = line.text.trim()
    if (!before) text = own
    else if (isGap(before, line)) text += `\n\n${own}`
    else if (/\p{Ll}[-\u00ad]$/u.test(text) && /^\p{Ll}/u.test(own)) text = text.slice(0, -1) + own
    else text += `\n${own}`
  })
  return text
}

/** Also upwards: a new column. */
function isGap(before: { y: number; height: number }, line: { y: number; height: number }): boolean {
  const height = Math.max(before.height, line.height, 1)
  return Math.abs(before.y - line.y) > height * PARAGRAPH_GAP
}
