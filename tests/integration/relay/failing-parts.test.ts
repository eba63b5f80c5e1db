import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RelayRig, startRelayRig } from './start-relay-rig.ts'

let rig: RelayRig
beforeAll(async () => {
  rig = await startRelayRig()
})
afterAll(() => rig?.stop())

const COUNT = { transcript: 'count', lengthMs: 300, reply: 'one two three four five six seven eight nine ten' }

describe('the provider', () => {
  test('refuses: the client hears it, and the call is not left open', async () => {
    await rig.provider({ refuse: { status: 401, code: 'invalid_api_key', message: `Incorrect API key: sk-x` } })
    const session = await rig.openSession(await rig.caller())
    const client = await rig.connect({ ticket: session.ticket })
    const { error } = await client.next('relay.error')
    expect(error).toEqual({ code: 'provider_unavailable', message: expect.stringContaining('Try again') })
    expect((await client.closed).code).toBe(4502)
    expect(await rig.endReason(session.call_id)).toBe('error')
  })

  test('says things of an unexpected shape: nothing of it reaches anybody, and the call goes on', async () => {
    const frames = [
      '{"type":"error"}',
      '{"type":"response.done"}',
      '{"type":"conversation.item.added"}',
      'null',
      '{',
      '"x"',
    ]
    await rig.provider({
      turns: [{ transcript: 'still here', lengthMs: 300, reply: 'Yes.' }],
      rules: [
        { after: 'session.updated', do: [...frames.map((sendRaw) => ({ sendRaw })), { sendRaw: Buffer.from([1]) }] },
      ],
    })
    const { client, callId } = await rig.call(await rig.caller())
    client.sendAudio(500)
    await expect.poll(() => rig.rows(callId)).toMatchObject([{ text: 'still here' }, { text: 'Yes.' }])
    client.send({ type: 'client.call_end' })
    expect(await client.next('relay.ended')).toMatchObject({ reason: 'hangup' })
  })

  test('refuses the session after the handshake', async () => {
    await rig.provider({
      rules: [{ on: 'session.update', do: [{ error: { code: 'invalid_model', message: 'no' } }] }],
    })
    const { ticket } = await rig.openSession(await rig.caller())
    const client = await rig.connect({ ticket })
    expect((await client.next('relay.error')).error.code).toBe('provider_unavailable')
  })

  test.each([
    ['vanishes', { drop: true }, 'provider_closed', 4502],
    ['closes', { close: { code: 1011 } }, 'provider_closed', 4502],
    ['ends the session at its time limit', { expire: true }, 'provider_session_expired', 4410],
  ] as const)('%s in the middle of an answer: what was heard is stored', async (_, action, code, close) => {
    await rig.provider({
      turns: [COUNT],
      rules: [{ after: 'response.output_audio.delta', from: 8, times: 1, do: [{ wait: 700 }, action] }],
    })
    const { client, callId } = await rig.call(await rig.caller())
    client.sendAudio(500)
    expect((await client.next('relay.error')).error.code).toBe(code)
    expect(await client.next('relay.ended')).toMatchObject({ reason: code })
    expect((await client.closed).code).toBe(close)
    const [question, answer] = await rig.rows(callId)
    expect(question).toMatchObject({ text: 'count', status: 'completed' })
    expect(answer).toMatchObject({ status: 'interrupted', text: expect.stringMatching(/^one two\b/) })
    expect(await rig.endReason(callId)).toBe(code)
  })
})

describe('the database', () => {
  test('refuses a row: the client gets it back, and the rows around it are stored', async () => {
    await rig.provider({ turns: [{ transcript: 'unspeakable', lengthMs: 300, reply: 'Well.' }] })
    const { client, callId } = await rig.call(await rig.caller())
    const sql = rig.sql()
    await sql.unsafe(`
      create function private.refuse() returns trigger language plpgsql as
        $$ begin raise exception 'no such word' using errcode = '23514'; end $$;
      create trigger refuse before insert on public.messages for each row
        when (new.text = 'unspeakable') execute function private.refuse()`)
    try {
      client.sendAudio(500)
      const { error, fatal } = await client.next('relay.error')
      expect(fatal).toBe(false)
      expect(error).toMatchObject({ code: 'transcript_refused', details: { items: [{ text: 'unspeakable' }] } })
      await expect.poll(() => rig.rows(callId)).toMatchObject([{ role: 'assistant' }])
      client.send({ type: 'client.call_end' })
      await client.next('relay.ended')
    } finally {
      await sql`drop function private.refuse cascade`
    }
  })

  test('is away for a while: the client hears of the delay, and then everything is stored, once and in order', async () => {
    await rig.provider({ turns: [COUNT] })
    const { client, callId } = await rig.call(await rig.caller())
    const sql = rig.sql()
    await sql`revoke execute on function public.append_messages from service_role`
    try {
      client.sendAudio(500)
      expect(await client.next('relay.error')).toMatchObject({ fatal: false, error: { code: 'transcript_delayed' } })
      expect(await rig.rows(callId)).toEqual([])
    } finally {
      await sql`grant execute on function public.append_messages to service_role`
    }
    await expect
      .poll(() => rig.rows(callId), { timeout: 10_000 })
      .toMatchObject([{ role: 'user' }, { role: 'assistant' }])
    await expect.poll(() => client.persisted.length).toBe(2)
    client.send({ type: 'client.call_end' })
    await client.closed
  })
})

describe('a hang-up', () => {
  test('in the middle of an utterance still stores it', async () => {
    await rig.provider({ turns: [{ transcript: 'my last words', lengthMs: 5000, reply: 'Never said.' }] })
    const { client, callId } = await rig.call(await rig.caller())
    client.sendAudio(500)
    await client.next('input_audio_buffer.speech_started')
    client.send({ type: 'client.call_end' })
    await client.next('relay.ended')
    expect(await rig.rows(callId)).toMatchObject([{ role: 'user', text: 'my last words', status: 'completed' }])
  })

  test('while the call is still being opened leaves none open', async () => {
    await rig.provider({})
    const user = await rig.caller()
    const client = await rig.connect()
    client.send({ type: 'client.call_start', access_token: user.session.access_token })
    client.socket.close()
    const open = () => rig.sql()`select ended_at from public.calls where user_id = ${user.id} and ended_at is null`
    const all = () => rig.sql()`select id from public.calls where user_id = ${user.id}`
    await expect.poll(all).toHaveLength(1)
    await expect.poll(open).toHaveLength(0)
  })

  test('by a socket that just goes cuts the answer where the listener was', async () => {
    await rig.provider({ turns: [COUNT] })
    const { client, callId } = await rig.call(await rig.caller())
    client.sendAudio(500)
    await client.next('response.output_audio.delta')
    await sleep(1300)
    client.socket.terminate()
    await expect.poll(() => rig.endReason(callId)).toBe('disconnected')
    const [, answer] = await rig.rows(callId)
    expect(answer).toMatchObject({ status: 'interrupted', text: expect.stringMatching(/^one two three( four)?$/) })
    expect(answer?.heard_ms).toBeGreaterThan(1000)
  })
})

test('logs hold ids and codes, and nothing that anybody said or that opens anything', () => {
  const text = rig.log.map((line) => line.message).join('\n')
  expect(text).toContain('call_ended')
  expect(text).not.toMatch(/unspeakable|last words|one two|eyJ|sk-|sb_secret/)
})
