import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RelayRig, startRelayRig } from './start-relay-rig.ts'

let rig: RelayRig
beforeAll(async () => {
  rig = await startRelayRig()
})
afterAll(() => rig?.stop())

const WEATHER = { type: 'function', name: 'get_weather', description: 'The weather.', parameters: { type: 'object' } }

describe('a call', () => {
  test('stores a spoken turn of both sides in conversation order, as it happens', async () => {
    await rig.provider({ turns: [{ transcript: 'what is parley', lengthMs: 500, reply: 'A voice platform.' }] })
    const { client, callId } = await rig.call(await rig.caller())
    client.sendAudio(700)
    await client.next('response.done')
    await expect.poll(() => client.persisted.length).toBe(2)
    const rows = await rig.rows(callId)
    expect(rows).toMatchObject([
      { role: 'user', text: 'what is parley', source: 'voice', status: 'completed', position: 1024 },
      { role: 'assistant', text: 'A voice platform.', source: 'voice', status: 'completed', position: 2048 },
    ])
    expect(rows[1]?.previous_item_id).toBe(rows[0]?.item_id)
    expect(client.persisted.toSorted()).toEqual(rows.map((row) => row.item_id).toSorted())

    await sleep(1000)
    client.send({ type: 'client.call_end' })
    expect(await client.next('relay.ended')).toMatchObject({ call_id: callId, reason: 'hangup' })
    expect(await client.closed).toMatchObject({ code: 1000 })
    expect((await rig.rows(callId)).map((row) => row.status)).toEqual(['completed', 'completed'])
    expect(await rig.endReason(callId)).toBe('hangup')
  })

  test('begins with client.call_start where there is no ticket, as the token says and as nobody else', async () => {
    await rig.provider({})
    const [user, other] = [await rig.caller(), await rig.caller()]
    const client = await rig.connect()
    client.send({ type: 'client.call_start', access_token: user.session.access_token })
    const { call_id } = await client.next('relay.session')
    expect(await client.next('session.updated')).toBeTruthy()
    const mine = await user.client.from('calls').select('user_id').eq('id', call_id).single()
    expect(mine.data?.user_id).toBe(user.id)
    expect((await other.client.from('calls').select('id').eq('id', call_id)).data).toEqual([])
    client.send({ type: 'client.call_end' })
    await client.closed

    const forger = await rig.connect()
    forger.send({ type: 'client.call_start', access_token: user.session.access_token, user_id: other.id })
    expect((await forger.next('relay.error')).error).toMatchObject({
      code: 'call_start_expected',
      details: { fields: ['user_id'] },
    })
    expect(await forger.closed).toMatchObject({ code: 4400 })
  })

  test('greets first, with a session that the server alone has made from the agent', async () => {
    await rig.provider({ answer: () => ({ text: 'Hello there.' }) })
    const agent = {
      greeting: 'Hello there.',
      instructions: 'Be brief.',
      voice: 'cedar',
      tools: [WEATHER],
    }
    const { client, callId } = await rig.call(await rig.caller(agent))
    await client.next('response.done')
    await expect.poll(() => rig.rows(callId)).toMatchObject([{ role: 'assistant', text: 'Hello there.' }])
    const received = rig.openai.sessions[0]?.received as { type: string; session?: unknown; response?: unknown }[]
    expect(received[0]).toMatchObject({
      type: 'session.update',
      session: {
        instructions: 'Be brief.',
        tools: [WEATHER],
        audio: {
          input: { transcription: { model: 'gpt-transcribe' }, turn_detection: { interrupt_response: true } },
          output: { voice: 'cedar', format: { type: 'audio/pcm', rate: 24_000 } },
        },
      },
    })
    expect(received[1]).toMatchObject({
      type: 'response.create',
      response: { instructions: expect.stringContaining('Hello there.') },
    })
    expect((await client.next('session.updated')).session).not.toHaveProperty('instructions')
    client.send({ type: 'client.call_end' })
    await client.closed
  })

  test('takes typed turns between spoken ones', async () => {
    await rig.provider({ turns: [{ transcript: 'hello', lengthMs: 400, reply: 'Hi.' }] })
    const { client, callId } = await rig.call(await rig.caller())
    client.sendAudio(600)
    await client.next('response.done')
    const content = [{ type: 'input_text', text: 'and in writing? \u0000\ud800' }]
    client.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } })
    client.send({ type: 'response.create' })
    await client.next('response.done')
    await expect.poll(() => rig.rows(callId)).toHaveLength(4)
    expect(await rig.rows(callId)).toMatchObject([
      { role: 'user', source: 'voice', text: 'hello' },
      { role: 'assistant' },
      { role: 'user', source: 'text', text: 'and in writing? \ufffd', status: 'completed' },
      { role: 'assistant' },
    ])
    client.send({ type: 'client.call_end' })
    await client.closed
  })

  test('ends the stored answer where the listener stopped hearing it, and clamps what the client claims', async () => {
    const reply = 'one two three four five six seven eight nine ten'
    await rig.provider({ turns: [{ transcript: 'count', lengthMs: 300, reply }] }, { pace: { speedup: 1000 } })
    const { client, callId } = await rig.call(await rig.caller())
    client.sendAudio(500)
    const done = await client.next('response.output_item.done')
    await client.next('response.done')
    const truncate = (audio_end_ms: number) =>
      client.send({ type: 'conversation.item.truncate', item_id: done.item.id, content_index: 0, audio_end_ms })
    const stored = async () => (await rig.rows(callId))[1]
    truncate(99_000)
    expect(await client.next('conversation.item.truncated')).toMatchObject({ audio_end_ms: 3000 })
    await expect.poll(stored).toMatchObject({ text: reply, status: 'interrupted', heard_ms: 3000 })
    truncate(1250)
    await expect.poll(stored).toMatchObject({ text: 'one two three four', status: 'interrupted', heard_ms: 1250 })
    truncate(2500)
    await client.next('error')
    client.send({ type: 'client.call_end' })
    await client.closed
    expect(await stored()).toMatchObject({ text: 'one two three four', heard_ms: 1250 })
  })
})
