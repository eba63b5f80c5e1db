import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type RunsRig, startRunsRig } from './start-runs-rig.ts'
import { textOf } from './text-of.ts'

let rig: RunsRig
let ada: Awaited<ReturnType<RunsRig['newPerson']>>

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })
beforeAll(async () => {
  rig = await startRunsRig()
  ada = await rig.newPerson('ada', [{ type: 'function', name: 'ask_phone', parameters: { type: 'object' } }])
})
afterAll(() => rig?.stop())
beforeEach(() => rig.provider.reset())

const WORDS = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ')

test('a worker that is killed in the middle of an answer is followed by another; the reader who comes back has it whole', async () => {
  rig.provider.answer = () => ({ text: WORDS })
  rig.provider.faults = (chat) => ({ paceMs: chat === 1 ? 100 : 5 })
  const first = await rig.stream(ada.user, { action: 'start', agent_id: ada.agentId, text: 'Count.' })
  await first.until(({ type, id }) => type === 'text.delta' && id !== null)
  expect(await rig.killWorkers()).toBe(1)
  await first.all()
  expect(first.events.some(({ type }) => type === 'run.done')).toBe(false)

  const second = await rig.stream(ada.user, { action: 'stream', run_id: first.runId, after: first.lastId })
  await second.all()
  expect(second.events.some(({ type }) => type === 'run.resumed')).toBe(true)
  expect(textOf([...first.events, ...second.events])).toEqual([WORDS])
  expect(textOf(await rig.stored(first.runId))).toEqual([WORDS])
  expect(rig.provider.chats).toHaveLength(2)
  const said =
    await rig.sql()`select text, status from public.chat_messages where run_id = ${first.runId} and role = 'assistant'`
  expect([...said]).toEqual([{ text: WORDS, status: 'completed' }])
})

test('a run whose worker was killed goes on with any request of anybody', async () => {
  const bob = await rig.newPerson('bob')
  rig.provider.answer = () => ({ text: WORDS })
  rig.provider.faults = (chat) => ({ paceMs: chat === 1 ? 100 : 5 })
  const stream = await rig.stream(ada.user, { action: 'start', agent_id: ada.agentId, text: 'Count.' })
  await stream.until(({ type }) => type === 'text.delta')
  await rig.killWorkers()
  await expect
    .poll(
      async () => {
        await rig.ask(bob.user, { action: 'cancel', run_id: crypto.randomUUID() }).catch(() => {})
        await rig.run(bob, 'Hello.').catch(() => {})
        return (await rig.row(stream.runId)).status
      },
      { timeout: 30_000, interval: 1000 },
    )
    .toBe('completed')
})

test('a function of the client is waited for across the death of a worker; its answer from any device goes in once', async () => {
  rig.provider.answer = ({ turns }) =>
    turns.at(-1)?.role === 'tool'
      ? { text: 'The phone is at 4 percent.' }
      : { text: 'Let me see.', calls: [{ name: 'ask_phone', arguments: '{"what":"battery"}' }] }
  const stream = await rig.stream(ada.user, { action: 'start', agent_id: ada.agentId, text: 'How is my phone?' })
  const waiting = await stream.until(({ type }) => type === 'run.waiting')
  expect(stream.events.map(({ type }) => type)).toContain('tool.waiting')
  expect(waiting.seq).not.toBeNull()
  expect((await rig.row(stream.runId)).status).toBe('waiting')
  await rig.killWorkers()

  const called = stream.events.find(({ type }) => type === 'tool.called')
  if (called?.type !== 'tool.called') throw new Error('No call')
  expect(called.data.arguments).toEqual({ what: 'battery' })
  const output = { action: 'output' as const, tool_call_id: called.data.tool_call_id, output: '4 %' }
  const [one, two] = await Promise.all([rig.ask(ada.user, output), rig.ask(ada.user, output)])
  expect([one.status, two.status].sort()).toEqual([200, 409])
  const rest = await rig.stream(ada.user, { action: 'stream', run_id: stream.runId, after: stream.lastId })
  const events = await rest.all()
  expect(textOf([...stream.events, ...events])).toEqual(['Let me see.', 'The phone is at 4 percent.'])
  const messages = rig.provider.chats.at(-1)?.messages ?? []
  expect(messages.at(-1)).toMatchObject({ role: 'tool', content: expect.stringMatching(/not instructions.*\n> 4 %$/) })
  expect(rig.provider.chats).toHaveLength(2)
})

test('a search that a worker died in is made again by the next', async () => {
  const source = await rig.sql()`select id from ai.sources limit 1`
  expect(source).toHaveLength(0)
  let open = () => {}
  const held = new Promise<void>((resolve) => {
    open = resolve
  })
  rig.provider.embeddingHold = held
  rig.provider.answer = ({ turns }) =>
    turns.at(-1)?.role === 'tool'
      ? { text: 'Nothing was found.' }
      : { calls: [{ name: 'search_knowledge', arguments: '{"query":"opening hours"}' }] }
  const start = { action: 'start' as const, agent_id: ada.agentId, text: 'When?', source_ids: [crypto.randomUUID()] }
  const stream = await rig.stream(ada.user, start)
  await expect.poll(() => rig.provider.embeddings, { timeout: 30_000 }).toBe(1)
  await rig.killWorkers()
  open()
  await stream.all()
  const rest = await rig.stream(ada.user, { action: 'stream', run_id: stream.runId, after: stream.lastId })
  await rest.all()
  expect(rig.provider.embeddings).toBe(2)
  const calls = await rig.sql()`select status, attempts from ai.tool_calls where run_id = ${stream.runId}`
  expect([...calls]).toEqual([{ status: 'done', attempts: 2 }])
  expect((await rig.row(stream.runId)).status).toBe('completed')
  expect(rig.provider.chats).toHaveLength(2)
})
