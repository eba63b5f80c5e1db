import { expect, test } from 'vitest'
import { splitText } from './split-text.ts'

const TEXT = 'Dogs are welcome. Cats are not.'

test('the mark is the text between its two characters, and the pieces are the text', () => {
  const pieces = splitText(TEXT, { start: 18, end: 22 })
  expect(pieces.map(({ text, marked }) => [text, marked])).toEqual([
    ['Dogs are welcome. ', false],
    ['Cats', true],
    [' are not.', false],
  ])
})

test('where two passages overlap, a piece belongs to both', () => {
  const pieces = splitText(TEXT, null, [
    { start: 0, end: 17 },
    { start: 9, end: 31 },
  ])
  expect(pieces.map(({ text, ranges, beginning }) => [text, ranges, beginning])).toEqual([
    ['Dogs are ', [0], [0]],
    ['welcome.', [0, 1], [1]],
    [' Cats are not.', [1], []],
  ])
})

test('a mark that runs across a passage’s end is marked on both sides of it', () => {
  const pieces = splitText(TEXT, { start: 9, end: 22 }, [{ start: 0, end: 17 }])
  expect(pieces.filter(({ marked }) => marked).map(({ text }) => text)).toEqual(['welcome.', ' Cats'])
})

test('what was cited from an older text ends where this one does, and marks nothing beyond it', () => {
  expect(splitText(TEXT, { start: 27, end: 99 }).at(-1)).toMatchObject({ text: 'not.', marked: true })
  expect(splitText(TEXT, { start: 50, end: 99 })).toEqual([expect.objectContaining({ text: TEXT, marked: false })])
  expect(splitText('', { start: 0, end: 1 })).toEqual([])
})
