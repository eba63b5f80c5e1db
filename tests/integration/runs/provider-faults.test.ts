import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type RunsRig, startRunsRig } from './start-runs-rig.ts'
import { textOf } from './text-of.ts'

let rig: RunsRig
let ada: Awaited<ReturnType<RunsRig['newPerson']>>

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })
beforeAll(async () => {
  rig = await startRunsRig()
  ada = await rig.newPerson('ada')
})
afterAll(() => rig?.stop())
beforeEach(() => {
  rig.provider.reset()
  rig.provider.answer = () => ({ text: ANSWER })
})

const ANSWER = 'one two three four five six'
const done = (events: { type: string; data: unknown }[]) => events.find(({ type }) => type === 'run.done')?.data

test('a provider that is busy is asked again, after as long as it says', async () => {
  rig.provider.faults = (chat) =>
    [{ status: 429, headers: { 'retry-after': '1' } }, { status: 500 }, { status: 503 }][chat - 1] ?? {}
  const startedAt = performance.now()
  const { events } = await rig.run(ada, 'Hello?')
  expect(performance.now() - startedAt).toBeGreaterThan(1000)
  expect(rig.provider.chats).toHaveLength(4)
  expect(textOf(events)).toEqual([ANSWER])
  // Nothing had been said, so nothing is said anew.
  expect(events.some(({ type }) => type === 'run.resumed')).toBe(false)
})

test.each([
  ['429 for ever', { status: 429 }, 4, 'model_rate_limited'],
  ['500 for ever', { status: 500 }, 4, 'model_unavailable'],
  ['a wrong key', { status: 401 }, 1, 'model_key_refused'],
  ['an empty account', { status: 429, body: '{"error":{"code":"insufficient_quota"}}' }, 1, 'model_quota_exceeded'],
  ['an unknown model', { status: 404 }, 1, 'model_request_refused'],
  ['too much text', { status: 400, body: '{"error":{"code":"context_length_exceeded"}}' }, 1, 'model_context_exceeded'],
  ['a page in place of a stream', { status: 200, body: '<html>Welcome!</html>' }, 4, 'model_stream_broken'],
  ['garbage at once', { garbageAfter: 0 }, 4, 'model_answer_malformed'],
  ['garbage in the middle', { garbageAfter: 3 }, 2, 'model_answer_malformed'],
  ['a connection that breaks in the middle', { cutAfter: 3 }, 2, 'model_unavailable'],
  ['an answer that stops in the middle', { stallAfter: 3 }, 2, 'model_stalled'],
])('%s ends the run with a code of its own', async (_, fault, requests, code) => {
  rig.provider.faults = () => fault
  const { events, runId } = await rig.run(ada, 'Hello?')
  expect(done(events)).toMatchObject({ status: 'failed', error_code: code })
  expect(await rig.row(runId)).toMatchObject({ status: 'failed', error_code: code, steps: 0 })
  expect(rig.provider.chats).toHaveLength(requests)
})

test.each([
  ['breaks', { cutAfter: 4 }],
  ['stalls', { stallAfter: 4 }],
  ['turns into garbage', { garbageAfter: 4 }],
])('an answer that %s in the middle begins again once, and readers and rows have it whole', async (_, fault) => {
  rig.provider.faults = (chat) => (chat === 1 ? fault : {})
  let answers = 0
  rig.provider.answer = () => ({ text: answers++ === 0 ? ANSWER : 'uno due tre' })
  const { events, runId } = await rig.run(ada, 'Hello?')
  expect(events.filter(({ type }) => type === 'run.resumed')).toHaveLength(1)
  expect(textOf(events)).toEqual(['uno due tre'])
  expect(textOf(await rig.stored(runId))).toEqual(['uno due tre'])
  const said = await rig.sql()`select text from public.chat_messages where run_id = ${runId} and role = 'assistant'`
  expect(said.map(({ text }) => text)).toEqual(['uno due tre'])
})

test('a run that failed goes on when it is asked to, in the same conversation', async () => {
  rig.provider.faults = () => ({ status: 401 })
  const { runId } = await rig.run(ada, 'Hello?')
  rig.provider.faults = () => ({})
  const retried = await rig.stream(ada.user, { action: 'retry', run_id: runId })
  const events = await retried.all()
  expect(events.filter(({ type }) => type === 'run.done').map(({ data }) => data)).toMatchObject([
    { status: 'failed', error_code: 'model_key_refused' },
    { status: 'completed', error_code: null },
  ])
  expect(textOf(events)).toEqual([ANSWER])
  expect(await rig.row(runId)).toMatchObject({ status: 'completed', error_code: null, steps: 1 })
})

test('nothing of what was said stands in the log', async () => {
  const printed = rig.log.map((line) => JSON.stringify(line)).join('\n')
  expect(printed).toContain('model_fault')
  for (const secret of ['one two', 'uno due', 'Hello?', rig.provider.apiKey]) expect(printed).not.toContain(secret)
})
