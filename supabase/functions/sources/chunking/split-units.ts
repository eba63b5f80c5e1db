/** A piece of a text that stays in one piece: a heading, a sentence, a line of a list. Offsets are UTF-16 units. */
export type Unit = { start: number; end: number; isHeading: boolean }

/** Whether a line that begins at an offset is a heading. */
type IsHeading = (line: string, at: number) => boolean

/** A sentence that is longer, in characters, is cut between words. */
const MAX_UNIT = 900

const PARAGRAPHS = /[^\n]+(?:\n[^\S\n]*[^\s][^\n]*)*/g
/** The end of a sentence: its mark, closing brackets and quotes, then white space; or, in CJK, the mark alone. */
const SENTENCE_END = /(?:(?<![.!?…])[.!?…]+["'”’»)\]]*\s+)|(?:[。！？]+[」』”]*)|\n(?=\s*(?:[-*•]|\d+[.)]|\|)\s)/g

/** Cuts a text into units, in order. White space between them belongs to none. */
export function splitUnits(text: string, isHeading: IsHeading): Unit[] {
  const units: Unit[] = []
  const add = (from: number, to: number, heading: boolean) => {
    const piece = text.slice(from, to)
    const start = from + (piece.length - piece.trimStart().length)
    const end = from + piece.trimEnd().length
    if (end > start) units.push({ start, end, isHeading: heading })
  }
  for (const { 0: paragraph, index } of text.matchAll(PARAGRAPHS)) {
    let at = index
    for (const part of splitAtHeadings(paragraph, index, isHeading)) {
      if (part.isHeading) add(at, at + part.text.length, true)
      else for (const [from, to] of sentences(part.text)) add(at + from, at + to, false)
      at += part.text.length
    }
  }
  return units
}

function splitAtHeadings(paragraph: string, start: number, isHeading: IsHeading) {
  const parts: { text: string; isHeading: boolean }[] = []
  let at = start
  for (const line of paragraph.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const last = parts.at(-1)
    if (isHeading(line.trimEnd(), at)) parts.push({ text: line, isHeading: true })
    else if (last && !last.isHeading) last.text += line
    else parts.push({ text: line, isHeading: false })
    at += line.length
  }
  return parts
}

function sentences(text: string): [number, number][] {
  const ranges: [number, number][] = []
  let from = 0
  for (const { 0: mark, index } of text.matchAll(SENTENCE_END)) {
    ranges.push(...cutLong(text, from, index + mark.length))
    from = index + mark.length
  }
  ranges.push(...cutLong(text, from, text.length))
  return ranges
}

function cutLong(text: string, from: number, to: number): [number, number][] {
  const ranges: [number, number][] = []
  while (to - from > MAX_UNIT) {
    const space = text.lastIndexOf(' ', from + MAX_UNIT)
    let cut = space > from + MAX_UNIT / 2 ? space : from + MAX_UNIT
    // not between the halves of a surrogate pair
    if (/[\udc00-\udfff]/.test(text.charAt(cut))) cut--
    ranges.push([from, cut])
    from = cut
  }
  if (to > from) ranges.push([from, to])
  return ranges
}
