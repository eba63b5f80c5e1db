import { expect, test } from 'vitest'
import { type CutItem, truncationsOf } from './truncations-of.ts'

const item = (change: Partial<CutItem>): CutItem => ({
  itemId: 'a',
  contentIndex: 0,
  played: 0,
  dropped: 0,
  complete: false,
  ...change,
})

test('an answer cut in the middle ends at the millisecond that was played, rounded down', () => {
  expect(truncationsOf([item({ played: 24_047, dropped: 1, complete: true })])).toEqual([
    { type: 'conversation.item.truncate', item_id: 'a', content_index: 0, audio_end_ms: 1001 },
  ])
})

test('an answer heard to its end is left alone; one that is still being made is not', () => {
  expect(truncationsOf([item({ played: 4_800, complete: true })])).toEqual([])
  expect(truncationsOf([item({ played: 4_800 })])).toMatchObject([{ audio_end_ms: 200 }])
})

test('an answer that waited behind the one being heard was not heard at all', () => {
  const cut = truncationsOf([item({ played: 48_000, dropped: 10 }), item({ itemId: 'b', dropped: 9_600 })])
  expect(cut.map((truncation) => [truncation.item_id, truncation.audio_end_ms])).toEqual([
    ['a', 2000],
    ['b', 0],
  ])
})
