/** A part of a text, in characters: from `start`, up to but not including `end`. */
export type TextRange = { start: number; end: number }

/** A piece of a text within which nothing begins or ends. */
export type TextPiece = TextRange & {
  text: string
  /** It belongs to what is marked. */
  marked: boolean
  /** The places, in the list that was given, of the ranges that it belongs to. Two: where they overlap. */
  ranges: number[]
  /** Those that begin with it. */
  beginning: number[]
}

/**
 * Cuts a text wherever the mark or one of the ranges begins or ends. The pieces joined are the text. Ranges that reach
 * beyond it end where it ends.
 */
export function splitText(text: string, mark: TextRange | null, ranges: readonly TextRange[] = []): TextPiece[] {
  const bounds = [mark, ...ranges].flatMap((range) => (range ? [range.start, range.end] : []))
  const inside = bounds.filter((at) => at > 0 && at < text.length)
  const cuts = [...new Set([0, ...inside, text.length])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length
    const covers = (range: TextRange) => range.start <= start && range.end >= end
    const covering = ranges.flatMap((range, at) => (covers(range) ? [at] : []))
    return {
      start,
      end,
      text: text.slice(start, end),
      marked: mark !== null && covers(mark),
      ranges: covering,
      beginning: covering.filter((at) => ranges[at]?.start === start),
    }
  })
}
