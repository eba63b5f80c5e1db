import type { DiffLine } from './line-diff.ts'

/** A run of lines that stayed, of which only the number is shown. */
export type FoldedLines = { change: 'folded'; lines: number }

/** Lines that stayed are shown so many before and after a change. */
const CONTEXT = 2

/** Leaves out what is far from any change, so that one changed line in a long text is seen at once. */
export function foldKeptLines(diff: readonly DiffLine[]): (DiffLine | FoldedLines)[] {
  const near = (index: number) =>
    diff.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ change }) => change !== 'kept')
  const shown: (DiffLine | FoldedLines)[] = []
  for (const [index, line] of diff.entries()) {
    const last = shown.at(-1)
    if (near(index)) shown.push(line)
    else if (last?.change === 'folded') last.lines++
    else shown.push({ change: 'folded', lines: 1 })
  }
  return shown
}
