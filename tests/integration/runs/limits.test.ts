import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type RunsRig, startRunsRig } from './start-runs-rig.ts'
import { textOf } from './text-of.ts'

const WALL_CLOCK_MS = 20_000
let rig: RunsRig
let ada: Awaited<ReturnType<RunsRig['newPerson']>>

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })
beforeAll(async () => {
  rig = await startRunsRig()
  ada = await rig.newPerson('ada')
})
afterAll(() => rig?.stop())
beforeEach(() => rig.provider.reset())

const search = { calls: [{ name: 'search_knowledge', arguments: '{"query":"hours"}' }] }
const more = { source_ids: [crypto.randomUUID()] }
const done = (events: { type: string; data: unknown }[]) => events.find(({ type }) => type === 'run.done')?.data

/** Limits of the runs that begin from now on. */
async function limit(column: string, value: string | number): Promise<void> {
  await rig.sql().unsafe(`alter table ai.runs alter column ${column} set default ${value}`)
}

test('the last step that a run may take offers no functions, so that it ends in words', async () => {
  await limit('max_steps', 3)
  rig.provider.answer = ({ tools }) => (tools.length > 0 ? search : { text: 'I could not find out.' })
  const { events, runId } = await rig.run(ada, 'When?', more)
  await limit('max_steps', 20)
  expect(rig.provider.chats.map(({ tools }) => tools?.length ?? 0)).toEqual([1, 1, 0])
  expect(textOf(events)).toEqual(['I could not find out.'])
  expect(await rig.row(runId)).toMatchObject({ status: 'completed', steps: 3 })
})

test('a run whose time is over ends with that, in the middle of an answer; what was said stays', async () => {
  await limit('deadline_at', "clock_timestamp() + interval '5 seconds'")
  rig.provider.answer = () => ({ text: 'word '.repeat(400) })
  rig.provider.faults = () => ({ paceMs: 50 })
  const { events, runId } = await rig.run(ada, 'Talk.')
  await limit('deadline_at', "clock_timestamp() + interval '15 minutes'")
  expect(done(events)).toMatchObject({ status: 'failed', error_code: 'run_time_limit' })
  await expect.poll(() => rig.provider.aborted, { timeout: 30_000 }).toBe(1)
  const [said] =
    await rig.sql()`select status, text from public.chat_messages where run_id = ${runId} and role = 'assistant'`
  expect(said?.status).toBe('interrupted')
  // It was paid for.
  const [usage] = await rig.sql()`select output_tokens::int from llm.usage where run_id = ${runId}`
  expect(usage?.output_tokens).toBeGreaterThan(10)
})

test('a run that has cost as much as it may takes no further step', async () => {
  await rig.sql()`update public.plans set run_cost_micro_usd = 1 where id = 'free'`
  rig.provider.answer = () => search
  const { events, runId } = await rig.run(ada, 'When?', more)
  await rig.sql()`update public.plans set run_cost_micro_usd = 200000 where id = 'free'`
  expect(done(events)).toMatchObject({ status: 'failed', error_code: 'run_cost_limit' })
  expect(rig.provider.chats).toHaveLength(1)
  expect(Number((await rig.row(runId)).cost_micro_usd)).toBeGreaterThan(1)
})

test('an organisation without budget asks no model', async () => {
  await rig.sql()`update public.plans set monthly_budget_micro_usd = 10 where id = 'free'`
  const { events } = await rig.run(ada, 'Hello?')
  await rig.sql()`update public.plans set monthly_budget_micro_usd = 1000000000 where id = 'free'`
  expect(done(events)).toMatchObject({ status: 'failed', error_code: 'free_budget_spent' })
  expect(rig.provider.chats).toHaveLength(0)
  const [held] = await rig.sql()`select count(*)::int as n from llm.holds where status = 'held'`
  expect(held).toEqual({ n: 0 })
})

test('a worker whose time is over hands its runs on, between steps and in the middle of one; readers come back and have all', async () => {
  const short = await startRunsRig({
    functionsEnv: { WORKER_WALL_CLOCK_MS: String(WALL_CLOCK_MS), RUNS_LEASE_SECONDS: '60' },
    functionLimits: { 'agent-run': { wallClockMs: WALL_CLOCK_MS } },
  })
  try {
    const bob = await short.newPerson('bob')
    const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ')
    short.provider.answer = () => ({ text })
    // Longer than a worker has: the first answer is broken off, the next one is quicker.
    short.provider.faults = (chat) => ({ paceMs: chat === 1 ? 400 : 20 })
    const first = await short.stream(bob.user, { action: 'start', agent_id: bob.agentId, text: 'Talk.' })
    const events = [...(await first.all())]
    for (let turns = 0; events.at(-1)?.type !== 'run.done' && turns < 20; turns++) {
      const after = Math.max(...events.flatMap(({ id }) => id ?? 0))
      const next = await short.stream(bob.user, { action: 'stream', run_id: first.runId, after })
      events.push(...(await next.all()))
    }
    expect(textOf(events)).toEqual([text])
    expect(events.some(({ type }) => type === 'run.resumed')).toBe(true)
    expect(short.provider.chats).toHaveLength(2)
    expect(await short.row(first.runId)).toMatchObject({ status: 'completed', steps: 1 })
    // It did not wait for a lease of 60 seconds to lapse.
    const [job] =
      await short.sql()`select finished_at - started_at < interval '45 seconds' as soon from ai.runs where id = ${first.runId}`
    expect(job).toEqual({ soon: true })
  } finally {
    await short.stop()
  }
})
