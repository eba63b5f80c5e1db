import { expect, test } from 'vitest'
import { foldKeptLines } from './fold-kept-lines.ts'
import { lineDiff } from './line-diff.ts'

test('only the surroundings of a change are shown, and how much is left out', () => {
  const before = Array.from({ length: 20 }, (_, line) => `line ${line}`)
  const after = before.with(10, 'new')
  const shown = foldKeptLines(lineDiff(before.join('\n'), after.join('\n')))
  expect(shown.map((line) => (line.change === 'folded' ? line.lines : line.text))).toEqual([
    ...[8, 'line 8', 'line 9'],
    ...['line 10', 'new'],
    ...['line 11', 'line 12', 7],
  ])
})
