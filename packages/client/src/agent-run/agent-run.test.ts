import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { APPROVAL_ID, COMPLETE_RUN, RUN_AGENT_ID, RUN_ID, SESSION_ID, storedRunEvents } from '../testing/run-events.ts'
import { ScriptedRuns } from '../testing/scripted-runs.ts'
import { AgentRun } from './agent-run.ts'
import { runStateOf } from './apply-run-event.ts'
import { UserFeed } from './user-feed.ts'

const rows = storedRunEvents(COMPLETE_RUN)
const whole = runStateOf(rows)
const FEED = 'user:ada'
const CHANNEL = `run:${RUN_ID}`
const timing = { pace: 0, gapMs: 5, quietMs: 40 }

let server: ScriptedRuns
let run: AgentRun
beforeEach(() => {
  server = new ScriptedRuns()
  const feed = new UserFeed(server.client, 'ada')
  feed.open()
  run = new AgentRun({ supabase: server.client, feed, timing })
})
afterEach(() => run.close())

const start = () => run.start({ agentId: RUN_AGENT_ID, text: 'When do you open?', sessionId: SESSION_ID })
const actions = () => server.requests.map(({ body }) => body.action)
async function begin(upTo: number) {
  const started = start()
  await vi.waitFor(() => expect(server.requests).toHaveLength(1))
  server.send(...rows.slice(0, upTo))
  await started
  await vi.waitFor(() => expect(run.state.lastSeq).toBe(upTo))
}
const done = () => vi.waitFor(() => expect(run.state).toEqual(whole))

test('a message is sent, and its run streams to its end', async () => {
  await begin(4)
  expect(server.requests[0]?.body).toMatchObject({ agent_id: RUN_AGENT_ID, session_id: SESSION_ID })
  server.send(...rows.slice(4))
  server.closeStream()
  await done()
  expect(actions()).toEqual(['start'])
})

test('a stream that breaks is opened again from the last event', async () => {
  await begin(13)
  server.breakStream()
  await vi.waitFor(() => expect(actions()).toEqual(['start', 'stream']))
  expect(server.requests[1]?.body).toMatchObject({ run_id: RUN_ID, after: 13 })
  server.send(...rows.slice(13))
  await done()
})

test('while no stream can be opened, the feed, the channel and rows tell', async () => {
  await begin(12)
  const refuse = () => ({ data: null, error: new TypeError('failed to fetch') })
  server.answers.push(refuse, refuse, refuse, refuse, refuse)
  server.breakStream()
  await vi.waitFor(() => expect(server.joined.has(CHANNEL)).toBe(true))
  server.broadcast(CHANNEL, {
    type: 'text.delta',
    run_id: RUN_ID,
    seq: null,
    data: { step: 2, offset: 8, delta: 'at **eight**' },
  } as object)
  await vi.waitFor(() => expect(run.state.steps[1]?.text).toBe('We open at **eight**'))
  server.rows = rows.slice(0, 15)
  server.broadcast(FEED, ...rows.slice(15))
  await done()
  expect(server.joined.has(CHANNEL)).toBe(false)
})

test('a refusal is told, and not tried again', async () => {
  const body = { error: { code: 'agent_not_found', message: 'x' } }
  server.answers.push(() => ({ data: null, error: { context: Response.json(body, { status: 404 }) } }))
  await expect(start()).rejects.toMatchObject({ code: 'agent_not_found' })
  expect(actions()).toEqual(['start'])
})

test('a message that nobody answered is sent again, as the same one', async () => {
  server.answers.push(() => ({ data: null, error: new TypeError('failed to fetch') }))
  const started = start()
  await vi.waitFor(() => expect(server.requests).toHaveLength(2))
  server.send(...rows)
  await started
  const [first, second] = server.requests.map(({ body }) => body.idempotency_key)
  expect(first).toBe(second)
})

test('a run of another device: rows first, then the feed, and rows again where something is missing', async () => {
  server.rows = rows.slice(0, 3)
  await run.follow(RUN_ID)
  expect(run.state.lastSeq).toBe(3)
  expect(server.joined.has(CHANNEL)).toBe(true)
  server.rows = rows.slice(0, 8)
  server.broadcast(FEED, ...rows.slice(7, 8))
  await vi.waitFor(() => expect(run.state.status).toBe('waiting'))
  server.broadcast(FEED, ...rows.slice(8))
  await done()
})

test('what is too large to be told is read', async () => {
  server.rows = rows.slice(0, 5)
  await run.follow(RUN_ID)
  server.rows = rows.slice(0, 6)
  server.broadcast(FEED, { ...rows[5], data: null } as object)
  await vi.waitFor(() => expect(run.state.steps[0]?.toolCalls[0]?.output).toBe('We open at eight.'))
})

test('events of the person’s other runs are none of its business', async () => {
  await run.follow(RUN_ID)
  server.broadcast(FEED, ...storedRunEvents(COMPLETE_RUN, 1, crypto.randomUUID()))
  expect(run.state.lastSeq).toBe(0)
})

test('a run that says nothing for long is asked: a broadcast may be lost', async () => {
  await run.follow(RUN_ID)
  server.rows = rows
  await done()
  const read = server.rowsRead
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(server.rowsRead).toBe(read)
})

test('a run that waits holds no stream; what another device decides comes by the feed', async () => {
  server.rows = rows.slice(0, 8)
  await begin(8)
  server.closeStream()
  await vi.waitFor(() => expect(server.joined.has(CHANNEL)).toBe(true))
  await run.decide(APPROVAL_ID, 'approved', { cake: 'plum', pieces: 3 })
  expect(server.requests[1]?.body).toEqual({
    action: 'decide',
    approval_id: APPROVAL_ID,
    decision: 'approved',
    arguments: { cake: 'plum', pieces: 3 },
  })
  server.broadcast(FEED, ...rows.slice(8))
  await done()
  expect(actions()).toEqual(['start', 'decide'])
})

test('a page that is closed leaves the channel, the stream and the feed', async () => {
  await run.follow(RUN_ID)
  run.close()
  expect(server.joined.has(CHANNEL)).toBe(false)
  server.broadcast(FEED, ...rows)
  expect(run.state.lastSeq).toBe(0)
})
