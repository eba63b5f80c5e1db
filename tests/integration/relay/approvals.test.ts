import { createBrain } from '@parley/local-openai/brain/create-brain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import type { RelayFrame, RelayTestClient } from './relay-test-client.ts'
import { type RelayRig, startRelayRig } from './start-relay-rig.ts'

const PATIENCE = { timeout: 20_000 }
const NOTE = 'Please add a note: buy bread.'

let rig: RelayRig
beforeAll(async () => {
  rig = await startRelayRig()
})
afterAll(() => rig?.stop())

/** A user whose agent writes notes for them, when they approve. */
async function notingCaller(): Promise<TestUser> {
  await rig.provider({ answer: createBrain() })
  const user = await rig.caller({ instructions: 'You are Mia.' })
  const [agent] = await rig.sql()`select id, organization_id from public.agents where created_by = ${user.id}`
  const tool = {
    organization_id: agent?.organization_id,
    name: 'add_note',
    description: 'Adds a note for the person.',
    kind: 'database',
    parameters: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
    config: { schema: 'public', table: 'notes', verb: 'insert', columns: ['text'] },
    needs_approval: true,
  }
  const ai = user.client.schema('ai')
  const made = await ai.from('tools').insert(tool).select('id').single()
  if (made.error) throw made.error
  const given = { agent_id: agent?.id, tool_id: made.data.id, organization_id: agent?.organization_id }
  const { error } = await ai.from('agent_tools').insert(given)
  if (error) throw error
  return user
}

function write(client: RelayTestClient, text: string): void {
  const content = [{ type: 'input_text', text }]
  client.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } })
  client.send({ type: 'response.create' })
}

/** The next thing that the agent says. */
async function said(client: RelayTestClient): Promise<string> {
  const { response } = await client.next('response.done', isSpoken, PATIENCE.timeout)
  return response.output[0].content[0].transcript
}
const isSpoken = ({ response }: RelayFrame): boolean => response.output?.[0]?.type === 'message'

/** What waits for the user, as any of their devices sees it. */
async function waiting(user: TestUser): Promise<{ id: string }> {
  const ai = user.client.schema('ai')
  const { data, error } = await ai
    .from('approvals')
    .select('id, name, arguments, status')
    .eq('status', 'pending')
    .single()
  if (error) throw error
  expect(data).toMatchObject({ name: 'add_note', arguments: { text: NOTE } })
  return data
}

const decide = (user: TestUser, id: string, p_decision: string, p_arguments?: object) =>
  user.client.schema('ai').rpc('decide_approval', { p_approval_id: id, p_decision, p_arguments })

const notes = async (user: TestUser) => (await user.client.from('notes').select('text, by_agent')).data
const tool = async (callId: string) => (await rig.rows(callId)).find(({ role }) => role === 'tool')?.tool

async function hangUp(client: RelayTestClient): Promise<void> {
  client.send({ type: 'client.call_end' })
  await client.closed
}

test('the agent says that it waits, nothing is done meanwhile; approved, it is done once, and the agent says so', async () => {
  const user = await notingCaller()
  const { client, callId } = await rig.call(user)
  write(client, NOTE)
  expect(await said(client)).toContain('needs your approval')
  const { id } = await waiting(user)
  await expect.poll(() => tool(callId), PATIENCE).toMatchObject({ server: true, waits: true })
  write(client, 'What is twelve plus thirty?')
  expect(await said(client)).toContain('42')
  expect(await notes(user)).toEqual([])

  expect((await decide(user, id, 'approved', { text: 'buy rye bread' })).data).toBe('changed')
  expect(await said(client)).toContain('Done')
  expect(await notes(user)).toEqual([{ text: 'buy rye bread', by_agent: true }])
  await expect.poll(() => tool(callId), PATIENCE).not.toHaveProperty('waits')
  expect((await tool(callId))?.output).toContain('Done')
  // For the model alone: the client has seen one call.
  expect(client.all('conversation.item.added').filter(({ item }) => item.type === 'function_call')).toHaveLength(1)
  await hangUp(client)
})

test('refused, it is not done, and the agent says so', async () => {
  const user = await notingCaller()
  const { client, callId } = await rig.call(user)
  write(client, NOTE)
  await said(client)
  await decide(user, (await waiting(user)).id, 'refused')
  expect(await said(client)).toContain('not approved')
  expect(await notes(user)).toEqual([])
  await expect.poll(() => tool(callId), PATIENCE).toMatchObject({ output: expect.stringContaining('not approved') })
  await hangUp(client)
})

test('a decision while no worker is there is done by the next one', async () => {
  const user = await notingCaller()
  const { client, callId } = await rig.call(user)
  client.send({ type: 'client.audio_start', audio_ms: 0 })
  write(client, NOTE)
  await said(client)
  const { id } = await waiting(user)
  await expect.poll(() => tool(callId), PATIENCE).toMatchObject({ waits: true })
  const session = await rig.openSession(user, { call_id: callId, from_segment: 1 })
  client.send({ type: 'client.hand_over' })
  await client.closed
  await decide(user, id, 'approved')
  const next = await rig.connect({ ticket: session.ticket })
  await next.next('relay.standby', () => true, PATIENCE.timeout)
  next.send({ type: 'client.take_over', heard: [] })
  // Of what it said before, the caller has heard nothing: that may come first.
  await next.next(
    'response.done',
    (frame) => isSpoken(frame) && JSON.stringify(frame).includes('Done'),
    PATIENCE.timeout,
  )
  expect(await notes(user)).toEqual([{ text: NOTE, by_agent: true }])
  await hangUp(next)
})

test('with the call ends what it waited for', async () => {
  const user = await notingCaller()
  const { client } = await rig.call(user)
  write(client, NOTE)
  await said(client)
  const { id } = await waiting(user)
  await hangUp(client)
  await expect.poll(async () => (await decide(user, id, 'approved')).error?.message, PATIENCE).toBe('approval_decided')
  expect(await notes(user)).toEqual([])
})
