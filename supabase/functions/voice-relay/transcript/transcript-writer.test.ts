import { deepStrictEqual as deepEqual, strictEqual as equal } from 'node:assert'
import { type TranscriptRow, UNTIMED } from './transcript-row.ts'
import { type AppendResult, type Batch, TranscriptWriter } from './transcript-writer.ts'

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
  ...UNTIMED,
})

/** A writer over a database that answers as told, and what came out of it. */
function setUp(answer: (rows: TranscriptRow[], attempt: number) => AppendResult['outcome'], delayedAfterMs = 5000) {
  const batches: string[][] = []
  const stored: string[] = []
  const refused: string[] = []
  const sent: Batch[] = []
  const state = { delays: 0, superseded: 0, audioMs: null as number | null, forming: null as TranscriptRow | null }
  const writer = new TranscriptWriter({
    append: async (batch) => {
      await new Promise((resolve) => setTimeout(resolve, 2))
      sent.push(batch)
      batches.push(batch.rows.map((one) => one.text))
      const outcome = answer(batch.rows, batches.length)
      return outcome === 'stored' || outcome === 'superseded' ? { outcome } : { outcome, reason: '' }
    },
    progress: () => ({ audioMs: state.audioMs, forming: state.forming }),
    onSuperseded: () => {
      state.superseded += 1
    },
    onStored: (ids) => stored.push(...ids),
    onDelayed: () => {
      state.delays += 1
    },
    onRefused: (rows) => refused.push(...rows.map((one) => one.item_id)),
    delayedAfterMs,
    backoffMs: { first: 4, max: 10 },
  })
  return { writer, batches, sent, stored, refused, state }
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

Deno.test('acknowledges audio with the last of the rows that it became, not before, and only when stored', async () => {
  let away = true
  const { writer, sent, state } = setUp(() => (away ? 'failed' : 'stored'))
  for (let n = 0; n < 25; n += 1) writer.push(row(`u${n}`))
  state.audioMs = 9000
  await new Promise((resolve) => setTimeout(resolve, 10))
  equal(writer.storedAudioMs, 0)
  equal(writer.idle, false)
  away = false
  await new Promise((resolve) => setTimeout(resolve, 60))
  deepEqual(
    sent.slice(-2).map(({ rows, audioMs }) => [rows.length, audioMs]),
    [
      [20, null],
      [5, 9000],
    ],
  )
  equal(writer.storedAudioMs, 9000)
  equal(writer.idle, true)
})

Deno.test('keeps an answer in the making, and writes it again only when it has grown', async () => {
  const { writer, sent, state } = setUp(() => 'stored')
  state.forming = row('a', 'one')
  writer.checkpoint()
  await new Promise((resolve) => setTimeout(resolve, 10))
  writer.checkpoint()
  state.forming = row('a', 'one two')
  writer.checkpoint()
  await new Promise((resolve) => setTimeout(resolve, 10))
  state.forming = null
  writer.checkpoint()
  await writer.drain(1000)
  deepEqual(
    sent.map(({ rows, forming }) => [rows.length, forming?.text]),
    [
      [0, 'one'],
      [0, 'one two'],
      [0, undefined],
    ],
  )
})

Deno.test('stops, and offers nothing back, when another worker has the call', async () => {
  const { writer, batches, state } = setUp(() => 'superseded')
  writer.push(row('a'))
  await new Promise((resolve) => setTimeout(resolve, 10))
  writer.push(row('b'))
  equal(state.superseded, 1)
  equal(batches.length, 1)
  deepEqual(await writer.drain(50), [])
})
