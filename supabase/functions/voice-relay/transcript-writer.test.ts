import { deepStrictEqual as deepEqual, strictEqual as equal } from 'node:assert'
import type { TranscriptRow } from './transcript-row.ts'
import { type AppendResult, TranscriptWriter } from './transcript-writer.ts'

const row = (item_id: string, text = item_id): TranscriptRow => ({
  item_id,
  previous_item_id: null,
  position: 1024,
  role: 'user',
  text,
  status: 'completed',
  source: 'voice',
  heard_ms: null,
  tool: null,
})

/** A writer over a database that answers as told, and what came out of it. */
function setUp(answer: (rows: TranscriptRow[], attempt: number) => AppendResult['outcome'], delayedAfterMs = 5000) {
  const batches: string[][] = []
  const stored: string[] = []
  const refused: string[] = []
  const state = { delays: 0 }
  const writer = new TranscriptWriter({
    append: async (rows) => {
      await new Promise((resolve) => setTimeout(resolve, 2))
      batches.push(rows.map((one) => one.text))
      const outcome = answer(rows, batches.length)
      return outcome === 'stored' ? { outcome } : { outcome, reason: '' }
    },
    onStored: (ids) => stored.push(...ids),
    onDelayed: () => {
      state.delays += 1
    },
    onRefused: (rows) => refused.push(...rows.map((one) => one.item_id)),
    delayedAfterMs,
    backoffMs: { first: 4, max: 10 },
  })
  return { writer, batches, stored, refused, state }
}

Deno.test('writes the first row at once and gathers the next ones while it is under way', async () => {
  const { writer, batches } = setUp(() => 'stored')
  writer.push(row('a'))
  await new Promise((resolve) => setTimeout(resolve, 1))
  writer.push(row('b'))
  writer.push(row('c'))
  deepEqual(await writer.drain(1000), [])
  deepEqual(batches, [['a'], ['b', 'c']])
})

Deno.test('tries again until it is stored, in order, and says once that it takes long', async () => {
  const { writer, stored, state } = setUp((_, attempt) => (attempt < 6 ? 'failed' : 'stored'), 5)
  writer.push(row('a'))
  await new Promise((resolve) => setTimeout(resolve, 5))
  writer.push(row('b'))
  await new Promise((resolve) => setTimeout(resolve, 150))
  deepEqual(stored, ['a', 'b'])
  equal(state.delays, 1)
})

Deno.test('a newer state of a row that is under way is written too, and last', async () => {
  const { writer, batches } = setUp(() => 'stored')
  writer.push(row('a', 'old'))
  await new Promise((resolve) => setTimeout(resolve, 1))
  writer.push(row('a', 'new'))
  await writer.drain(1000)
  deepEqual(batches, [['old'], ['new']])
})

Deno.test('one bad row holds up no other', async () => {
  const { writer, stored, refused } = setUp((rows) =>
    rows.some((one) => one.item_id === 'bad') ? 'refused' : 'stored',
  )
  for (const id of ['a', 'bad', 'b']) writer.push(row(id))
  deepEqual(await writer.drain(1000), [])
  deepEqual(stored, ['a', 'b'])
  deepEqual(refused, ['bad'])
})

Deno.test('gives back what could not be stored in time', async () => {
  const { writer } = setUp(() => 'failed')
  writer.push(row('a'))
  writer.push(row('b'))
  deepEqual(
    (await writer.drain(50)).map((one) => one.item_id),
    ['a', 'b'],
  )
  // The attempt that was under way at the end may still be.
  await new Promise((resolve) => setTimeout(resolve, 20))
})
