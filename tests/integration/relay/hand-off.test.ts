import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import type { RelayTestClient } from './relay-test-client.ts'
import { type RelayRig, startRelayRig } from './start-relay-rig.ts'

let rig: RelayRig
beforeAll(async () => {
  rig = await startRelayRig()
})
afterAll(() => rig?.stop())

const HELLO = { transcript: 'hello', lengthMs: 300, reply: 'Good day.' }
/** Answers come as fast as they are spoken, so that they can be broken off. */
const REAL_TIME = { pace: { speedup: 1 } }
const COUNT = { transcript: 'count', lengthMs: 300, reply: 'one two three four five six seven eight nine ten' }

/** A call that can move, with a first turn said and stored. */
async function movableCall(user: TestUser) {
  const { client, callId } = await rig.call(user)
  client.send({ type: 'client.audio_start', audio_ms: 0 })
  return { client, callId }
}

/** The next worker, standing by. */
async function standby(user: TestUser, callId: string, fromSegment: number) {
  const session = await rig.openSession(user, { call_id: callId, from_segment: fromSegment })
  const client = await rig.connect({ ticket: session.ticket })
  return { client, session }
}

async function takeOver(client: RelayTestClient, heard: object[] = []) {
  client.send({ type: 'client.take_over', heard })
  const session = await client.next('relay.session')
  client.send({ type: 'client.audio_start', audio_ms: session.resumed.audio_ms })
  return session
}

const told = async (callId: string) => (await rig.rows(callId)).map((row) => `${row.role} ${row.status}: ${row.text}`)

describe('a planned hand-off', () => {
  test('moves a call in a quiet moment: the next worker knows what was said, and goes on behind it', async () => {
    await rig.provider({ turns: [HELLO] })
    const user = await rig.caller()
    const { client, callId } = await movableCall(user)
    client.sendAudio(500)
    await expect
      .poll(() => told(callId), { timeout: 5000 })
      .toEqual(['user completed: hello', 'assistant completed: Good day.'])
    await rig.provider({ turns: [{ transcript: 'and again', lengthMs: 300, reply: 'Again.' }] })
    const next = await standby(user, callId, 1)
    expect(await next.client.next('relay.standby')).toMatchObject({ call_id: callId, segment: 2 })
    client.send({ type: 'client.hand_over' })
    expect(await client.next('relay.handed_over')).toMatchObject({ call_id: callId, audio_ms: 300 })
    expect(await client.closed).toEqual({ code: 1000, reason: 'handed_over' })
    const answer = (await rig.rows(callId))[1]
    const session = await takeOver(next.client, [{ item_id: answer?.item_id, audio_ms: 600 }])
    expect(session).toMatchObject({ segment: 2, resumed: { audio_ms: 300, items: [{ status: 'completed' }, {}] } })
    next.client.sendAudio(500)
    await expect
      .poll(() => told(callId), { timeout: 5000 })
      .toEqual([
        'user completed: hello',
        'assistant completed: Good day.',
        'user completed: and again',
        'assistant completed: Again.',
      ])
    const rows = await rig.rows(callId)
    expect(rows.map((row) => row.position)).toEqual([1024, 2048, 3072, 4096])
    expect(rows[2]?.previous_item_id).toBe(rows[1]?.item_id)
    const given = rig.openai.sessionReports().at(-1)
    expect(given?.items.slice(0, 2)).toMatchObject([{ role: 'user' }, { role: 'assistant' }])
    const segments = await rig.sql()`
      select number, end_reason from public.call_segments where call_id = ${callId} order by number`
    expect(segments).toMatchObject([
      { number: 1, end_reason: 'handed_over' },
      { number: 2, end_reason: null },
    ])
    next.client.send({ type: 'client.call_end' })
    expect(await next.client.next('relay.ended')).toMatchObject({ reason: 'hangup' })
  })

  test('in the middle of an answer: what was sent is kept, and the next worker says the rest', async () => {
    await rig.provider({ turns: [COUNT] }, REAL_TIME)
    const user = await rig.caller()
    const { client, callId } = await movableCall(user)
    client.sendAudio(500)
    const next = await standby(user, callId, 1)
    await next.client.next('relay.standby')
    await client.next('response.output_audio.delta')
    await sleep(900)
    client.send({ type: 'client.hand_over' })
    await client.next('relay.handed_over')
    const deltas = client.all('response.output_audio.delta')
    const heardMs = deltas.reduce((ms, { delta }) => ms + (delta.length * 3) / 4 / 48, 0)
    await takeOver(next.client, [{ item_id: deltas[0]?.item_id, audio_ms: Math.floor(heardMs) }])
    await next.client.next('response.done')
    await expect.poll(() => told(callId), { timeout: 5000 }).toHaveLength(3)
    const [, said, rest] = await rig.rows(callId)
    expect(said).toMatchObject({ status: 'interrupted' })
    expect(rest).toMatchObject({ status: 'completed' })
    expect(`${said?.text} ${rest?.text}`).toBe(COUNT.reply)
    next.client.socket.terminate()
  })

  test('in the middle of an utterance: nothing of it is stored until it comes whole', async () => {
    await rig.provider({ turns: [{ transcript: 'half a word', lengthMs: 5000 }] })
    const user = await rig.caller()
    const { client, callId } = await movableCall(user)
    client.sendAudio(500)
    await client.next('input_audio_buffer.speech_started')
    const next = await standby(user, callId, 1)
    await next.client.next('relay.standby')
    client.send({ type: 'client.hand_over' })
    expect(await client.next('relay.handed_over')).toMatchObject({ audio_ms: 0 })
    expect((await takeOver(next.client)).resumed).toEqual({ audio_ms: 0, items: [] })
    next.client.sendAudio(5200)
    await expect
      .poll(() => told(callId), { timeout: 5000 })
      .toEqual(['user completed: half a word', 'assistant completed: I heard: half a word'])
    next.client.send({ type: 'client.call_end' })
    await next.client.closed
  })
})

describe('a connection that is simply gone', () => {
  test('the call waits for its caller, and what was heard of an answer decides where it goes on', async () => {
    await rig.provider({ turns: [COUNT] }, REAL_TIME)
    const user = await rig.caller()
    const { client, callId } = await movableCall(user)
    client.sendAudio(500)
    await client.next('response.output_audio.delta')
    await sleep(900)
    client.socket.terminate()
    const deltas = client.all('response.output_audio.delta')
    const heardMs = Math.floor(deltas.reduce((ms, { delta }) => ms + (delta.length * 3) / 4 / 48, 0))
    await sleep(1500)
    expect(await rig.endReason(callId)).toBeUndefined()
    const next = await standby(user, callId, 1)
    const session = await takeOver(next.client, [{ item_id: deltas[0]?.item_id, audio_ms: heardMs }])
    expect(session.resumed.items[1]).toMatchObject({ status: 'interrupted' })
    await next.client.next('response.done')
    await expect.poll(() => told(callId), { timeout: 5000 }).toHaveLength(3)
    const [, said, rest] = await rig.rows(callId)
    expect(`${said?.text} ${rest?.text}`).toBe(COUNT.reply)
    next.client.send({ type: 'client.call_end' })
    await next.client.closed
  })

  test('a worker that was left writes nothing more, though it lives', async () => {
    await rig.provider({ turns: [HELLO, { transcript: 'too late', afterMs: 1000, lengthMs: 300 }] })
    const user = await rig.caller()
    const { client, callId } = await movableCall(user)
    client.sendAudio(500)
    await expect.poll(() => told(callId), { timeout: 5000 }).toHaveLength(2)
    const next = await standby(user, callId, 1)
    const answer = (await rig.rows(callId))[1]
    await takeOver(next.client, [{ item_id: answer?.item_id, audio_ms: 600 }])
    client.sendAudio(1500)
    expect(await client.next('relay.error')).toMatchObject({ fatal: true, error: { code: 'segment_superseded' } })
    expect((await client.closed).code).toBe(4409)
    expect(await told(callId)).toHaveLength(2)
    next.client.send({ type: 'client.call_end' })
    expect(await next.client.next('relay.ended')).toMatchObject({ reason: 'hangup' })
  })
})

describe('a client of the same user elsewhere', () => {
  test('is refused while the call is live, unless it takes it over', async () => {
    await rig.provider({ turns: [HELLO] })
    const user = await rig.caller()
    const { client, callId } = await movableCall(user)
    client.sendAudio(500)
    await expect.poll(() => told(callId), { timeout: 5000 }).toHaveLength(2)
    const headers = { authorization: `Bearer ${user.session.access_token}` }
    const refused = await rig.post('call-session', { call_id: callId }, headers)
    expect([refused.status, (await refused.json()).error.code]).toEqual([409, 'call_busy'])
    const { ticket } = await rig.openSession(user, { call_id: callId, take_over: true })
    const other = await rig.connect({ ticket })
    expect(await other.next('relay.session')).toMatchObject({ segment: 2, resumed: { audio_ms: 300 } })
    expect((await other.next('conversation.item.done')).item.content[0].transcript).toBe('hello')
    expect(await client.next('relay.error', undefined, 15_000)).toMatchObject({ error: { code: 'segment_superseded' } })
    other.send({ type: 'client.call_end' })
    await other.closed
  })
})

test('a client that stands by may say nothing but that it takes over', async () => {
  await rig.provider({})
  const user = await rig.caller()
  const { client, callId } = await movableCall(user)
  const { client: next } = await standby(user, callId, 1)
  next.send({ type: 'client.audio_start', audio_ms: 0 })
  expect(await next.next('relay.error')).toMatchObject({ error: { code: 'take_over_expected' }, fatal: true })
  expect((await next.closed).code).toBe(4400)
  expect(await rig.endReason(callId)).toBeUndefined()
  client.send({ type: 'client.call_end' })
  await client.closed
})
