import { expect, test } from 'vitest'
import { markOf, pagePlace } from './page-place.ts'

test('a citation’s address is a page and a passage on it', () => {
  const place = pagePlace({ page: 3, start: 120, end: 480 })
  expect(place).toEqual({ page: 3, start: 120, end: 480 })
  expect(markOf(place)).toEqual({ start: 120, end: 480 })
})

test('what is no place in a document is left out', () => {
  expect(pagePlace({ page: 0, start: 5, end: 5, passages: 'yes' })).toEqual({})
  expect(pagePlace({ page: 'three', start: 120 })).toEqual({})
  expect(markOf({ page: 3 })).toBeNull()
})
