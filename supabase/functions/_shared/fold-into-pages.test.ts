import { deepStrictEqual as deepEqual, strictEqual as equal } from 'node:assert'
import { type FoundPassage, foldIntoPages } from './fold-into-pages.ts'

const PAGE = 'The kettle draws 2200 watts. It boils a litre in three minutes. Descale it every month. The lid is metal.'
const source = { id: '00000000-0000-4000-8000-000000000001', name: 'Manual' }

function found(page: number, part: string, score: number): FoundPassage {
  const start_offset = PAGE.indexOf(part)
  const passage = {
    chunk_id: start_offset,
    headings: [],
    text: part,
    start_offset,
    end_offset: start_offset + part.length,
    score,
  }
  return { source, page: { id: page, number: page, title: '' }, passage }
}

Deno.test('passages that overlap are told once, in the order of the page', () => {
  const [item] = foldIntoPages(
    [
      found(1, 'It boils a litre in three minutes. Descale it', 0.9),
      found(1, 'The kettle draws 2200 watts. It boils a litre', 0.5),
    ],
    5,
  )
  equal(item?.text, 'The kettle draws 2200 watts. It boils a litre in three minutes. Descale it')
  equal(item?.score, 0.9)
  deepEqual(
    item?.passages.map(({ start_offset }) => start_offset),
    [0, 29],
  )
})

Deno.test('what is left out is marked, and what follows at once is not', () => {
  const texts = (...parts: string[]) =>
    foldIntoPages(
      parts.map((part) => found(1, part, 1)),
      5,
    )[0]?.text
  equal(
    texts('The kettle draws 2200 watts.', 'The lid is metal.'),
    'The kettle draws 2200 watts.\n…\nThe lid is metal.',
  )
  equal(texts('The kettle draws 2200 watts.', ' It boils'), 'The kettle draws 2200 watts. It boils')
})

Deno.test('a passage within another adds nothing', () => {
  const [item] = foldIntoPages([found(1, 'draws 2200', 1), found(1, 'The kettle draws 2200 watts. It boils', 0.5)], 5)
  equal(item?.text, 'The kettle draws 2200 watts. It boils')
})

Deno.test('text that is not as the page has it is kept whole', () => {
  const other = found(1, 'It boils a litre', 0.5)
  const item = foldIntoPages(
    [
      found(1, 'The kettle draws 2200 watts. It boils', 1),
      { ...other, passage: { ...other.passage, text: 'Boiling: one litre' } },
    ],
    5,
  )[0]
  equal(item?.text, 'The kettle draws 2200 watts. It boils\nBoiling: one litre')
})

Deno.test('pages come by their best passage, as many as asked for', () => {
  const items = foldIntoPages(
    [found(2, 'It boils', 3), found(1, 'The lid', 2), found(2, 'Descale', 1), found(3, 'month', 0.5)],
    2,
  )
  deepEqual(
    items.map(({ page, score }) => [page.number, score]),
    [
      [2, 3],
      [1, 2],
    ],
  )
})
