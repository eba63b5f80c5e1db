import { expect, test } from 'vitest'
import { searchInput, searchPlace } from './search-place.ts'

const ID = '00000000-0000-4000-8000-0000000000f1'

test('an address becomes what the function is asked', () => {
  const place = searchPlace({ q: ' dogs ', base: ID, source: ID, mode: 'text' })
  expect(searchInput(place)).toEqual({ query: 'dogs', knowledge_base_ids: [ID], source_ids: [ID], mode: 'text' })
  expect(searchInput(searchPlace({ q: 1984 }))).toEqual({ query: '1984' })
})

test('what is no search is left out, and without a question nothing is asked', () => {
  expect(searchPlace({ q: {}, base: 'all', source: 7, mode: 'magic' })).toEqual({})
  expect(searchPlace({ mode: 'hybrid' })).toEqual({})
  expect(searchInput({ q: '  ', base: ID })).toBeNull()
})
