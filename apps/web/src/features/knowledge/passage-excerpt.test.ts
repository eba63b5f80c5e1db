import { expect, test } from 'vitest'
import { fitsStem, passageExcerpt } from './passage-excerpt.ts'

test('a stem fits the words that it was made from', () => {
  expect(['Dogs', 'dog', 'dogged'].map((word) => fitsStem(word, 'dog'))).toEqual([true, true, true])
  expect(fitsStem('happy', 'happi')).toBe(true)
  expect(fitsStem('doghouses', 'dog')).toBe(false)
  expect(fitsStem('cats', 'dog')).toBe(false)
})

test('a long passage is shown around what was found in it, with whole words', () => {
  const text = `${'The pool is heated. '.repeat(40)}Dogs pay a fee. ${'The sauna is not. '.repeat(40)}`
  const excerpt = passageExcerpt(text, ['dog', 'fee'])
  expect(excerpt).toMatch(/^…\S.* Dogs pay a fee\. .*\S…$/)
  expect(excerpt.length).toBeLessThanOrEqual(422)
  expect(text).toContain(excerpt.slice(1, -1))
})

test('a short passage is shown whole, and one without a found word from its beginning', () => {
  expect(passageExcerpt('Dogs pay a fee.', ['fee'])).toBe('Dogs pay a fee.')
  expect(passageExcerpt('x '.repeat(400), ['dog'])).toMatch(/^x .*x…$/)
  expect(passageExcerpt('x'.repeat(800), [])).toHaveLength(421)
})
