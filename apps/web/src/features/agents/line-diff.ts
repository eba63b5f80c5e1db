/** A line of a text and what became of it. */
export type DiffLine = { change: 'kept' | 'added' | 'removed'; text: string }

/** Longer pairs of texts are shown as replaced: comparing them would hold up the page. */
const MOST_COMPARISONS = 1_000_000

/** How one text became another, line by line. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  return [
    ...old.slice(0, start).map(as('kept')),
    ...diff(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map(as('kept')),
  ]
}

const linesOf = (text: string) => (text === '' ? [] : text.split('\n'))
const as = (change: DiffLine['change']) => (text: string) => ({ change, text })

/** By the longest common subsequence. */
function diff(old: readonly string[], now: readonly string[]): DiffLine[] {
  if (old.length * now.length > MOST_COMPARISONS) return [...old.map(as('removed')), ...now.map(as('added'))]
  const common = commonLengths(old, now)
  const at = (i: number, j: number) => common[i]?.[j] ?? 0
  const lines: DiffLine[] = []
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ change: 'kept', text: old[i++] as string })
      j++
    } else if (i < old.length && (j === now.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ change: 'removed', text: old[i++] as string })
    } else {
      lines.push({ change: 'added', text: now[j++] as string })
    }
  }
  return lines
}

/** `[i][j]`: how many lines `old` from i and `now` from j have in common. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1))
  for (let i = old.length - 1; i >= 0; i--) {
    const [row, below] = [lengths[i] as Uint32Array, lengths[i + 1] as Uint32Array]
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] = old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return lengths
}
