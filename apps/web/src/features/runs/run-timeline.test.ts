import { COMPLETE_RUN, storedRunEvents } from '@parley/client/testing/run-events'
import { expect, test } from 'vitest'
import { runTimeline } from './run-timeline.ts'
import { timelinePlaces } from './timeline-places.ts'

const second = 1000
const rows = storedRunEvents(COMPLETE_RUN)
const start = Date.parse(rows[0]?.created_at ?? '')
const timeline = runTimeline(rows)

test('steps, tools and waits, with how long each took', () => {
  const spans = timeline?.spans.map(({ kind, label, from, until }) => [kind, label, from - start, (until ?? 0) - from])
  expect(spans).toEqual([
    ['step', 'Answer of test-model', second, 3 * second],
    ['tool', 'search_knowledge', 5 * second - 41, 41],
    ['tool', 'reserve_cake', 9 * second - 120, 120],
    ['wait', 'Waiting for you', 7 * second, second],
    ['step', 'Answer of test-model', 10 * second, 5 * second],
  ])
  expect(timeline?.spans[4]?.tokens).toEqual({ input: 150, output: 12, costMicroUsd: 40 })
  expect(timeline?.marks.map(({ label }) => label)).toEqual(['reserve_cake: you approved it'])
  expect(timeline?.until).toBe(start + 16 * second)
})

test('what goes on has no end, and a run that ends ends it', () => {
  const open = runTimeline(rows.slice(0, 8))
  expect(open?.until).toBeNull()
  expect(open?.spans.filter(({ until }) => until === null).map(({ label }) => label)).toEqual([
    'reserve_cake',
    'Waiting for you',
  ])
  expect(runTimeline([])).toBeNull()
})

test('a wait of a day leaves the rest to be seen, and everything stays in order', () => {
  const day = 86_400 * second
  const late = rows.map((row) =>
    row.seq > 8 ? { ...row, created_at: new Date(Date.parse(row.created_at) + day).toISOString() } : row,
  )
  const long = runTimeline(late)
  if (!long) throw new Error('no time line')
  const place = timelinePlaces(long, 0)
  const step = long.spans[4]
  const wait = long.spans[3]
  expect(place(step?.until ?? 0) - place(step?.from ?? 0)).toBeGreaterThan(0.2)
  expect(place(wait?.until ?? 0) - place(wait?.from ?? 0)).toBeGreaterThan(0.1)
  expect(place(long.from)).toBe(0)
  expect(place(long.until ?? 0)).toBe(1)
  const places = late.map(({ created_at }) => place(Date.parse(created_at)))
  expect(places).toEqual([...places].sort((one, other) => one - other))
})
