import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import { type RelayRig, startRelayRig } from './start-relay-rig.ts'

let rig: RelayRig
beforeAll(async () => {
  rig = await startRelayRig()
})
afterAll(() => rig?.stop())

/** A conversation by text: one question, one answer. */
async function conversation(user: TestUser): Promise<string> {
  const { data: agent } = await user.client.from('agents').select('id').eq('created_by', user.id).single()
  const ai = user.client.schema('ai')
  const { data, error } = await ai.rpc('start_run', { p_agent_id: agent?.id, p_text: 'My cat is called Tom.' }).single()
  if (error) throw error
  const { run_id, session_id } = data as { run_id: string; session_id: string }
  await rig.sql()`
    insert into public.chat_messages (session_id, run_id, user_id, role, step, text)
    values (${session_id}, ${run_id}, ${user.id}, 'assistant', 1, 'What a nice name.')`
  return session_id
}

/** What the last session at the provider holds. */
const known = () =>
  rig.openai
    .sessionReports()
    .at(-1)
    ?.items.map(({ role, text }) => `${role}: ${text}`) ?? []
const past = ['user: My cat is called Tom.', 'assistant: What a nice name.']

test('a call goes on with what was written, and so does its next worker; the transcript holds the call alone', async () => {
  await rig.provider({ turns: [{ transcript: 'how is he called', lengthMs: 300, reply: 'Tom.' }] })
  const user = await rig.caller()
  const chat_session_id = await conversation(user)
  const { ticket, call_id } = await rig.openSession(user, { chat_session_id })
  const client = await rig.connect({ ticket })
  await client.next('relay.session')
  client.send({ type: 'client.audio_start', audio_ms: 0 })
  client.sendAudio(500)
  await expect
    .poll(() => rig.rows(call_id), { timeout: 20_000 })
    .toMatchObject([{ text: 'how is he called', previous_item_id: null }, { text: 'Tom.' }])
  expect(known().slice(0, 2)).toEqual(past)
  expect(client.frames.filter((frame) => JSON.stringify(frame).includes('nice name'))).toEqual([])

  const next = await rig.connect({ ticket: (await rig.openSession(user, { call_id, from_segment: 1 })).ticket })
  await next.next('relay.standby')
  client.send({ type: 'client.hand_over' })
  await client.closed
  const answer = (await rig.rows(call_id))[1]
  next.send({ type: 'client.take_over', heard: [{ item_id: answer?.item_id, audio_ms: 300 }] })
  await next.next('relay.session')
  await expect.poll(known).toEqual([...past, 'user: how is he called', 'assistant: Tom.'])
  next.send({ type: 'client.call_end' })
  await next.closed
  expect(await rig.rows(call_id)).toHaveLength(2)
  const [history] = await rig.sql()`select ai.chat_history(${chat_session_id}, ${user.id}) as turns`
  expect(history?.turns.map(({ text }: { text: string }) => text)).toEqual([
    'My cat is called Tom.',
    'What a nice name.',
    'how is he called',
    'Tom.',
  ])
})

test("nobody's call goes on with somebody else's conversation, nor with another agent", async () => {
  const [user, other] = [await rig.caller(), await rig.caller()]
  const chat_session_id = await conversation(user)
  const { data: agent } = await other.client.from('agents').select('id').eq('created_by', other.id).single()
  const ask = async (by: TestUser, body: object) => {
    const response = await rig.post('call-session', body, { authorization: `Bearer ${by.session.access_token}` })
    return [response.status, (await response.json()).error?.code]
  }
  expect(await ask(other, { chat_session_id })).toEqual([404, 'session_not_found'])
  expect(await ask(user, { chat_session_id, agent_id: agent?.id })).toEqual([404, 'session_not_found'])
  expect(await ask(user, { chat_session_id, call_id: crypto.randomUUID() })).toEqual([400, 'bad_request'])
})
