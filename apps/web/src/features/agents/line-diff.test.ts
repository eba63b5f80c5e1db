import { expect, test } from 'vitest'
import { lineDiff } from './line-diff.ts'

const SIGNS = { kept: ' ', added: '+', removed: '-' }
const shown = (before: string, after: string) => lineDiff(before, after).map(({ change, text }) => SIGNS[change] + text)

test('shows what stayed, went and came, in order', () => {
  expect(shown('a\nb\nc\nd', 'a\nc\nx\nd')).toEqual([' a', '-b', ' c', '+x', ' d'])
  expect(shown('', 'a')).toEqual(['+a'])
  expect(shown('a', '')).toEqual(['-a'])
  expect(shown('a\na', 'a')).toEqual([' a', '-a'])
  expect(shown('same', 'same')).toEqual([' same'])
})

test('both sides can be put together again from it', () => {
  const text = (seed: number) => Array.from({ length: 60 }, (_, i) => String((i * seed) % 7)).join('\n')
  const lines = lineDiff(text(3), text(5))
  const side = (without: string) => lines.filter(({ change }) => change !== without).map((line) => line.text)
  expect(side('added').join('\n')).toBe(text(3))
  expect(side('removed').join('\n')).toBe(text(5))
})

test('very long texts are replaced, not compared', () => {
  const long = (word: string) => Array.from({ length: 2000 }, (_, i) => word + i).join('\n')
  expect(lineDiff(long('a'), long('b'))).toHaveLength(4000)
})
