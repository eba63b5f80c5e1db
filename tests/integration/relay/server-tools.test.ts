import { RealtimeAgent, RealtimeSession } from '@openai/agents-realtime'
import { createBrain } from '@parley/local-openai/brain/create-brain'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { giveKnowledge } from '../../knowledge/give-knowledge.ts'
import { insertSource } from '../../knowledge/insert-source.ts'
import { type SlowEmbeddings, startSlowEmbeddings } from '../../knowledge/start-slow-embeddings.ts'
import type { TestUser } from '../../stack-fixture.ts'
import type { RelayFrame, RelayTestClient } from './relay-test-client.ts'
import { type RelayRig, startRelayRig } from './start-relay-rig.ts'

const REFUNDS = 'Goods that come back within fourteen days are refunded in full.'
const SECRET = 'The refunds of goods are decided by a secret committee.'
const QUESTION = 'When are goods refunded?'
const ANSWER = `According to handbook.txt, page 1: ${REFUNDS}`
const VECTOR = Array.from({ length: 512 }, (_, index) => (index === 0 ? 1 : 0))

let embeddings: SlowEmbeddings
let rig: RelayRig
beforeAll(async () => {
  embeddings = await startSlowEmbeddings()
  rig = await startRelayRig({}, { baseUrl: embeddings.url })
})
afterAll(async () => {
  await rig?.stop()
  await embeddings?.stop()
})
beforeEach(async () => {
  embeddings.hold()()
  await rig.provider({ answer: createBrain() })
})

type Knowing = { user: TestUser; agentId: string; organizationId: string }

/** A user whose agent knows a document of the user, and one that is somebody else's alone. */
async function knowingCaller(): Promise<Knowing> {
  const [user, other] = [await rig.createUser('caller'), await rig.createUser('other')]
  const [organizationId, agentId, sql] = [crypto.randomUUID(), crypto.randomUUID(), rig.sql()]
  await sql`insert into public.organizations (id, name) values (${organizationId}, 'Bistro')`
  await sql`
    insert into public.memberships (organization_id, user_id, role)
    values (${organizationId}, ${user.id}, 'member'), (${organizationId}, ${other.id}, 'owner')`
  await sql`
    insert into public.agents (id, organization_id, name, instructions, greeting, status)
    values (${agentId}, ${organizationId}, 'Mia', 'You are Mia.', '', 'published')`
  const of = { organizationId, visibility: 'private', embeddings: [VECTOR] } as const
  const mine = { ...of, userId: user.id, name: 'handbook.txt', texts: [REFUNDS] }
  const theirs = { ...of, userId: other.id, name: 'secrets.txt', texts: [SECRET] }
  const sourceIds = [await insertSource(sql, mine), await insertSource(sql, theirs)]
  await giveKnowledge(sql, { organizationId, agentIds: [agentId], sourceIds })
  return { user, agentId, organizationId }
}

async function dial({ user, agentId }: Knowing) {
  const { ticket, call_id: callId } = await rig.openSession(user, { agent_id: agentId })
  const client = await rig.connect({ ticket })
  await client.next('relay.session')
  return { client, callId }
}

function write(client: RelayTestClient, text: string): void {
  const content = [{ type: 'input_text', text }]
  client.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } })
  client.send({ type: 'response.create' })
}

async function hangUp(client: RelayTestClient): Promise<void> {
  client.send({ type: 'client.call_end' })
  await client.closed
}

const calls = (frame: { response: { output?: { type: string }[] } }) =>
  frame.response.output?.[0]?.type === 'function_call'
const told = async (callId: string) => (await rig.rows(callId)).map(({ role, text }) => `${role}: ${text}`)

describe('search_knowledge', () => {
  test('is run by the server, as the caller; the answer names its source, the transcript cites the page', async () => {
    const knowing = await knowingCaller()
    const { client, callId } = await dial(knowing)
    write(client, QUESTION)
    await client.next('response.done', (frame) => !calls(frame as never))
    await expect
      .poll(() => told(callId), { timeout: 10_000 })
      .toEqual([`user: ${QUESTION}`, 'tool: ', `assistant: ${ANSWER}`])
    const [, row] = await rig.rows(callId)
    expect(row?.tool).toMatchObject({
      name: 'search_knowledge',
      arguments: JSON.stringify({ query: QUESTION }),
      server: true,
    })
    expect(row?.tool.output).toContain(`[1] handbook.txt, page 1\n> ${REFUNDS}`)
    expect(row?.tool.citations).toEqual([
      expect.objectContaining({
        source_name: 'handbook.txt',
        page_number: 1,
        start_offset: 0,
        end_offset: REFUNDS.length,
      }),
    ])
    expect(JSON.stringify(rig.openai.sessionReports())).not.toContain('committee')
    const booked = () => rig.sql()`
      select name, status, needs_approval, output, user_id from ai.tool_calls where call_id = ${callId}`
    await expect
      .poll(booked, { timeout: 10_000 })
      .toMatchObject([{ name: 'search_knowledge', status: 'done', output: row?.tool.output, user_id: knowing.user.id }])
    expect(client.all('response.created')).toHaveLength(2)
    await hangUp(client)
  })

  test('is offered to an agent with knowledge bases, with how to use it, and to no other', async () => {
    const knowing = await knowingCaller()
    const offered = async () => {
      const { client } = await dial(knowing)
      const { session } = await client.next('session.updated')
      await hangUp(client)
      const sent = rig.openai.sessions.at(-1)?.received[0] as { session: { instructions: string } }
      const tools = session.tools.map(({ name }: { name: string }) => name)
      return { tools, instructions: sent.session.instructions }
    }
    expect(await offered()).toMatchObject({
      tools: ['search_knowledge'],
      instructions: expect.stringMatching(/^You are Mia\.\n\nUse search_knowledge/),
    })
    await rig.sql()`delete from ai.agent_knowledge_bases where agent_id = ${knowing.agentId}`
    expect(await offered()).toMatchObject({ tools: [], instructions: 'You are Mia.' })
  })

  test('is not for the client to answer: what it says is refused, and asks for no second answer', async () => {
    const release = embeddings.hold()
    const { client, callId } = await dial(await knowingCaller())
    write(client, QUESTION)
    const { item } = await client.next('response.output_item.done')
    const output = { type: 'function_call_output', call_id: item.call_id, output: '{"error":"Tool not found"}' }
    client.send({ type: 'conversation.item.create', event_id: 'mine', item: output })
    client.send({ type: 'response.create' })
    const refused = await client.next('relay.error')
    expect(refused).toMatchObject({ event_id: 'mine', fatal: false, error: { code: 'event_not_allowed' } })
    release()
    await client.next('response.done', (frame) => !calls(frame as never))
    await expect
      .poll(() => told(callId), { timeout: 10_000 })
      .toEqual([`user: ${QUESTION}`, 'tool: ', `assistant: ${ANSWER}`])
    expect(client.all('response.created')).toHaveLength(2)
    await hangUp(client)
  })

  test('of a worker that leaves in the middle is run by the next one', async () => {
    embeddings.hold()
    const before = embeddings.asked
    const knowing = await knowingCaller()
    const { client, callId } = await dial(knowing)
    client.send({ type: 'client.audio_start', audio_ms: 0 })
    write(client, QUESTION)
    await client.next('response.output_item.done')
    await expect.poll(() => told(callId), { timeout: 10_000 }).toHaveLength(2)
    await expect.poll(() => embeddings.asked, { timeout: 10_000 }).toBe(before + 1)
    const session = await rig.openSession(knowing.user, { call_id: callId, from_segment: 1 })
    const next = await rig.connect({ ticket: session.ticket })
    await next.next('relay.standby')
    client.send({ type: 'client.hand_over' })
    await client.closed
    embeddings.hold()()
    next.send({ type: 'client.take_over', heard: [] })
    const { resumed } = await next.next('relay.session')
    next.send({ type: 'client.audio_start', audio_ms: resumed.audio_ms })
    await next.next('response.done')
    await expect
      .poll(() => told(callId), { timeout: 10_000 })
      .toEqual([`user: ${QUESTION}`, 'tool: ', `assistant: ${ANSWER}`])
    expect(embeddings.asked).toBe(before + 2)
    expect((await rig.rows(callId))[1]?.tool).toMatchObject({ server: true, citations: [{ page_number: 1 }] })
    await hangUp(next)
  })

  test('leaves a stock client alone, which does not know the tool', async () => {
    const { user, agentId } = await knowingCaller()
    const { ticket, url, call_id } = await rig.openSession(user, { agent_id: agentId })
    const session = new RealtimeSession(new RealtimeAgent({ name: 'stock' }), { transport: 'websocket' })
    session.on('error', () => {})
    const frames: RelayFrame[] = []
    session.transport.on('*', (event) => frames.push(event as RelayFrame))
    await session.connect({ apiKey: ticket, url })
    session.sendMessage(QUESTION)
    await expect
      .poll(() => told(call_id), { timeout: 20_000 })
      .toEqual([`user: ${QUESTION}`, 'tool: ', `assistant: ${ANSWER}`])
    session.close()
    const refused = frames.filter(
      ({ type, error }) => type === 'relay.error' && error.details?.fields?.includes('item.call_id'),
    )
    expect(refused).toHaveLength(1)
    expect(frames.filter(({ type }) => type === 'response.created')).toHaveLength(2)
  })
})
