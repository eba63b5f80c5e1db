import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import { type RelayRig, startRelayRig } from './start-relay-rig.ts'

let rig: RelayRig
beforeAll(async () => {
  rig = await startRelayRig()
})
afterAll(() => rig?.stop())

/** What the provider was told in each of its sessions, in order. */
function instructed(): string[] {
  return rig.openai.sessions.map(({ received }) => {
    const [first] = received as { session?: { instructions?: string } }[]
    return first?.session?.instructions ?? ''
  })
}

async function agentOf(user: TestUser): Promise<string> {
  const { data, error } = await user.client.from('agents').select('id').eq('created_by', user.id).single()
  if (error) throw error
  return data.id
}

/** Changes the draft, as its owner does. */
async function draft(user: TestUser, changes: Record<string, unknown>): Promise<void> {
  const { error } = await user.client.from('agents').update(changes).eq('created_by', user.id)
  if (error) throw error
}

async function publish(user: TestUser): Promise<number> {
  const { data, error } = await user.client.rpc('publish_agent', { p_agent_id: await agentOf(user) })
  if (error) throw error
  return data.number
}

/** Moves a call to its next worker, and ends it there. */
async function moveAndEnd(user: TestUser, call: Awaited<ReturnType<RelayRig['call']>>): Promise<void> {
  const { ticket } = await rig.openSession(user, { call_id: call.callId, from_segment: 1 })
  const next = await rig.connect({ ticket })
  await next.next('relay.standby')
  call.client.send({ type: 'client.hand_over' })
  await call.client.next('relay.handed_over')
  next.send({ type: 'client.take_over', heard: [] })
  expect(await next.next('relay.session')).toMatchObject({ segment: 2 })
  next.send({ type: 'client.call_end' })
  await next.closed
}

async function refusal(user: TestUser, name: string, body: object): Promise<unknown[]> {
  const response = await rig.post(name, body, { authorization: `Bearer ${user.session.access_token}` })
  return [response.status, (await response.json()).error?.code]
}

test('a call goes on with the version that it began with; the next one has the new version', async () => {
  await rig.provider({})
  const user = await rig.caller({ instructions: 'Sell bread.' })
  const call = await rig.call(user)
  call.client.send({ type: 'client.audio_start', audio_ms: 0 })
  await draft(user, { instructions: 'Sell cake.' })
  const number = await publish(user)
  await moveAndEnd(user, call)
  expect(instructed()).toEqual(['Sell bread.', 'Sell bread.'])

  const { client, callId } = await rig.call(user)
  expect(instructed().at(-1)).toBe('Sell cake.')
  const { data } = await user.client.from('calls').select('agent_version, draft').eq('id', callId).single()
  expect(data).toEqual({ agent_version: number, draft: false })
  client.send({ type: 'client.call_end' })
  await client.closed
})

test('a draft is tried by those who may change it, as it was when the trial began', async () => {
  await rig.provider({})
  const [user, member] = [await rig.caller({ instructions: 'Sell bread.' }), await rig.caller()]
  const agent_id = await agentOf(user)
  await draft(user, { instructions: 'Sell tea.' })
  const { ticket, call_id } = await rig.openSession(user, { agent_id, draft: true })
  const client = await rig.connect({ ticket })
  await client.next('relay.session')
  client.send({ type: 'client.audio_start', audio_ms: 0 })
  await draft(user, { instructions: 'Sell nothing.' })
  await moveAndEnd(user, { client, callId: call_id })
  expect(instructed()).toEqual(['Sell tea.', 'Sell tea.'])

  expect(await refusal(member, 'call-session', { agent_id, draft: true })).toEqual([404, 'agent_not_found'])
  const { data: shared } = await user.client.rpc('create_organization', { p_name: 'Corner Bakery' })
  const { data: made } = await user.client
    .from('agents')
    .insert({ organization_id: shared.id, name: 'Wren', instructions: 'Sell bread.', status: 'published' })
    .select('id')
    .single()
  await rig.sql()`insert into memberships (organization_id, user_id, role) values (${shared.id}, ${member.id}, 'member')`
  expect(await refusal(member, 'call-session', { agent_id: made?.id, draft: true })).toEqual([404, 'agent_not_found'])
  expect(await refusal(user, 'call-session', { draft: true })).toEqual([400, 'bad_request'])
  const { ticket: allowed } = await rig.openSession(member, { agent_id: made?.id })
  const published = await rig.connect({ ticket: allowed })
  await published.next('relay.session')
  expect(instructed().at(-1)).toBe('Sell bread.')
  published.send({ type: 'client.call_end' })
  await published.closed
})

test('a plan that shrank refuses the model by name, to calls and to minted keys', async () => {
  await rig.provider({})
  const user = await rig.caller({ instructions: 'Sell bread.' })
  const refused = await user.client.from('agents').update({ model: 'gpt-realtime' }).eq('created_by', user.id)
  expect(refused.error).toMatchObject({ code: 'PT403', message: 'model_not_in_plan', details: 'gpt-realtime' })
  await rig.sql()`update profiles set plan = 'pro' where id = ${user.id}`
  await draft(user, { model: 'gpt-realtime', instructions: 'Sell more.' })
  expect(await refusal(user, 'mint-key', {})).toEqual([200, undefined])
  await publish(user)
  await rig.sql()`update profiles set plan = 'free' where id = ${user.id}`
  expect(await refusal(user, 'call-session', {})).toEqual([403, 'model_not_in_plan'])
  expect(await refusal(user, 'mint-key', {})).toEqual([403, 'model_not_in_plan'])
  expect(await rig.sql()`select id from calls where user_id = ${user.id}`).toHaveLength(0)
})
