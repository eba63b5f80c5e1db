import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useStack } from '../stack-fixture.ts'

const stack = useStack()
const superseded = 'PT409 segment_superseded'

/** Longer than an append takes that waits for nothing. */
const MOMENT_MS = 200

type Worker = { segment_id: string; segment_number: number; next_position: number; standby: boolean }

// PGlite has one session: there nothing ever waits for a lock, and the tests would prove nothing.
describe.runIf(process.env.PARLEY_DB_URL)('at most one worker carries a call', () => {
  let connections: Sql[]
  beforeAll(async () => {
    const open = () => postgres(stack.dbUrl ?? '', { max: 1, onnotice: () => {}, types: { bigint: asNumber } })
    connections = Array.from({ length: 40 }, open)
    await Promise.all(connections.map((sql) => sql`select 1`))
  })
  afterAll(() => Promise.all(connections.map((sql) => sql.end())))

  test('of forty that go on from a segment at once, each has it until the next, and one in the end', async () => {
    const { owner, callId } = await newCall()
    const tickets = await ticketsFor(owner, callId, { from_segment: 1 })
    const outcomes = await Promise.all(
      connections.map((sql, i) =>
        outcome(async () => {
          const [worker] = await sql<[Worker]>`select * from redeem_call_ticket(${tickets[i] ?? ''}, ${`worker-${i}`})`
          await sql.begin(async (transaction) => {
            await transaction`select take_over_call_segment(${worker.segment_id}, ${owner})`
            await transaction`select pg_sleep(0.01)`
          })
        }),
      ),
    )
    expect(new Set(outcomes)).toEqual(new Set(['done', superseded]))
    const taken = (await segmentsOf(callId)).filter((segment) => segment.taken_at)
    expect(taken.slice(1)).toHaveLength(outcomes.filter((text) => text === 'done').length)
    expect(taken.filter((segment) => !segment.ended_at)).toEqual(taken.slice(-1))
    for (const [i, { taken_at }] of taken.entries())
      if (i > 0) expect(taken[i - 1]?.ended_at?.getTime()).toBeLessThanOrEqual(taken_at?.getTime() ?? 0)
  })

  test('forty that take over one after the other, and write until they notice, leave one transcript in order', async () => {
    const { owner, callId } = await newCall()
    const tickets = await ticketsFor(owner, callId, { take_over: true })
    const acknowledged: string[] = []
    const ends = await Promise.all(
      connections.map((sql, i) =>
        outcome(async () => {
          await sleep(Math.random() * 1000)
          const [worker] = await sql<[Worker]>`select * from redeem_call_ticket(${tickets[i] ?? ''}, ${`worker-${i}`})`
          for (let n = 0; n < 20; n += 1) {
            const row = { item_id: `${worker.segment_number}-${n}`, position: worker.next_position + n * 1024 }
            await append(sql, { owner, callId, segmentId: worker.segment_id }, row)
            acknowledged.push(row.item_id)
            if (n % 5 === 4) await sql`select touch_call_segment(${worker.segment_id})`
            if (n % 5 === 4) await sql`select call_history(${worker.segment_id}, ${owner})`
          }
        }),
      ),
    )
    expect(new Set(ends)).toEqual(new Set(['done', superseded]))
    const rows = await rowsOf(callId)
    expect(rows.map((row) => row.item_id).sort()).toEqual(acknowledged.sort())
    const numbers = rows.map((row) => Number(row.item_id.split('-')[0]))
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(new Set(rows.map((row) => row.position)).size).toBe(rows.length)
    const segments = await segmentsOf(callId)
    expect(segments.map(({ number }) => number)).toEqual(Array.from({ length: 41 }, (_, i) => i + 1))
    expect(segments.filter((segment) => !segment.ended_at).map(({ number }) => number)).toEqual([41])
    const late = await stack.sql()`
      select m.item_id from messages m join call_segments s
        on s.call_id = m.call_id and s.number = split_part(m.item_id, '-', 1)::integer
      where m.call_id = ${callId} and (m.updated_at >= s.ended_at or m.updated_at <= s.taken_at)`
    expect(late).toHaveLength(0)
  })

  test('taking over waits for the rows under way, and goes on after them', async () => {
    const { owner, callId, first, second } = await callWithStandby()
    const writing = transactionOf(connections[0], (sql) =>
      append(sql, { owner, callId, segmentId: first }, { item_id: 'last', position: 1024 }),
    )
    await sleep(MOMENT_MS / 2)
    const [taken] = await stack.sql()`select next_position from take_over_call_segment(${second}, ${owner})`
    expect(Number(taken?.next_position)).toBe(2048)
    expect(await writing).toBe('done')
  })

  test('rows that come while another takes over are refused', async () => {
    const { owner, callId, first, second } = await callWithStandby()
    const taking = transactionOf(connections[0], (sql) => sql`select take_over_call_segment(${second}, ${owner})`)
    await sleep(MOMENT_MS / 2)
    const late = { item_id: 'late', position: 1024 }
    expect(await outcome(() => append(stack.sql(), { owner, callId, segmentId: first }, late))).toBe(superseded)
    expect(await taking).toBe('done')
    expect(await rowsOf(callId)).toEqual([])
  })

  test('who reads the transcript misses no row that was under way', async () => {
    const { owner, callId, first, second } = await callWithStandby()
    const writing = transactionOf(connections[0], (sql) =>
      append(sql, { owner, callId, segmentId: first }, { item_id: 'under-way', position: 1024 }),
    )
    await sleep(MOMENT_MS / 2)
    const read = await stack.sql()`select item_id from call_history(${second}, ${owner})`
    expect(read.map((row) => row.item_id)).toEqual(['under-way'])
    expect(await writing).toBe('done')
  })

  test('a worker is not told that it is alive while another takes over', async () => {
    const { owner, first, second } = await callWithStandby()
    const taking = transactionOf(connections[0], (sql) => sql`select take_over_call_segment(${second}, ${owner})`)
    await sleep(MOMENT_MS / 2)
    const [touched] = await stack.sql()`select touch_call_segment(${first}) as alive`
    expect(touched?.alive).toBe(false)
    expect(await taking).toBe('done')
  })
})

const asNumber = { to: 20, from: [20], serialize: String, parse: Number }

/** What became of it: done, or the error's code and message. */
async function outcome(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (error) {
    return `${(error as { code?: string }).code} ${(error as Error).message}`
  }
}

/** Does it and commits a moment later. */
function transactionOf(sql: Sql | undefined, work: (transaction: TransactionSql) => Promise<unknown>): Promise<string> {
  return outcome(async () =>
    sql?.begin(async (transaction) => {
      await work(transaction)
      await transaction`select pg_sleep(${MOMENT_MS / 1000})`
    }),
  )
}

type Fence = { owner: string; callId: string; segmentId: string }

function append(
  sql: Sql | TransactionSql,
  { owner, callId, segmentId }: Fence,
  row: { item_id: string; position: number },
) {
  const items = sql.json([{ ...row, role: 'user', text: row.item_id }])
  return sql`select append_messages(${callId}, ${owner}, ${items}, ${segmentId}, ${row.position}, null)`
}

/** Forty tickets of the call's owner, as call-session makes them. */
async function ticketsFor(owner: string, callId: string | null, way: { from_segment?: number; take_over?: boolean }) {
  const hashes = Array.from({ length: 40 }, () => createHash('sha256').update(randomUUID()).digest('hex'))
  const claims = JSON.stringify({ sub: owner, role: 'authenticated' })
  await stack.sql().begin(async (sql) => {
    await sql`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`
    for (const hash of callId === null ? hashes.slice(0, 1) : hashes)
      await sql`select open_call(${hash}, null, ${callId}, ${way.from_segment ?? null}, ${way.take_over ?? false})`
  })
  return hashes
}

async function newCall() {
  const { id: owner } = await stack.createUser('ada')
  const [hash] = await ticketsFor(owner, null, {})
  const [worker] = await stack.sql()`select * from redeem_call_ticket(${hash ?? ''}, 'first')`
  return { owner, callId: String(worker?.call_id), first: String(worker?.segment_id) }
}

async function callWithStandby() {
  const call = await newCall()
  const [hash] = await ticketsFor(call.owner, call.callId, { from_segment: 1 })
  const [worker] = await stack.sql()`select * from redeem_call_ticket(${hash ?? ''}, 'second')`
  return { ...call, second: String(worker?.segment_id) }
}

function segmentsOf(callId: string) {
  return stack.sql()<{ number: number; taken_at: Date | null; ended_at: Date | null }[]>`
    select number, taken_at, ended_at from call_segments where call_id = ${callId} order by number`
}

function rowsOf(callId: string) {
  return stack.sql()<{ item_id: string; position: string }[]>`
    select item_id, position from messages where call_id = ${callId} order by position, id`
}
