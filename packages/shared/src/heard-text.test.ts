import { expect, test } from 'vitest'
import { heardText } from './heard-text.ts'

test.each([
  ['all of it was played', 2000, 2000, 'one two three four'],
  ['half: cut back to a whole word', 1000, 2000, 'one two'],
  ['a cut right after a word keeps it', 389, 1000, 'one two'],
  ['less than a word', 100, 2000, ''],
  ['nothing', 0, 2000, ''],
  ['of unknown length', 500, 0, ''],
])('%s', (_case, heardMs, totalMs, expected) => {
  expect(heardText('one two three four', heardMs, totalMs)).toBe(expected)
})
