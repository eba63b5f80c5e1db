import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import { afterEach, expect, it } from 'vitest'
import { type LocalOpenai, startLocalOpenai } from '../start-local-openai.ts'
import { defineScript } from './define-script.ts'
import { RealtimeTestClient } from './realtime-test-client.ts'
import type { Script } from './script.ts'

const KEY = 'sk-test'
let openai: LocalOpenai | undefined
let client: RealtimeTestClient | undefined

afterEach(async () => {
  client?.close()
  await openai?.stop()
})

async function connect(script: Script): Promise<RealtimeTestClient> {
  openai = await startLocalOpenai({ port: 0, apiKey: KEY, script: defineScript(script), pace: { speedup: 1000 } })
  client = await RealtimeTestClient.connect(`${openai.realtimeUrl}?model=gpt-realtime-2.1`, KEY)
  return client
}

const silence = (ms: number) => Buffer.alloc(ms * 48).toString('base64')

it('plays a turn: speech, commit, transcript and answer, each exactly once and in order', async () => {
  const caller = await connect({
    turns: [{ transcript: 'hello there', lengthMs: 500, reply: 'Good morning. How are you?' }],
  })
  caller.send({
    type: 'session.update',
    session: { type: 'realtime', audio: { input: { transcription: { model: 'gpt-transcribe' } } } },
  })
  for (let sent = 0; sent < 700; sent += 100) caller.send({ type: 'input_audio_buffer.append', audio: silence(100) })
  await caller.next('response.done')

  const order = caller.events.map((event) => event.type).filter((type) => !type.endsWith('.delta'))
  expect(order).toEqual([
    'session.created',
    'conversation.created',
    'session.updated',
    'input_audio_buffer.speech_started',
    'input_audio_buffer.speech_stopped',
    'input_audio_buffer.committed',
    'conversation.item.added',
    'conversation.item.done',
    'conversation.item.input_audio_transcription.completed',
    'response.created',
    'rate_limits.updated',
    'response.output_item.added',
    'conversation.item.added',
    'response.content_part.added',
    'response.output_audio.done',
    'response.output_audio_transcript.done',
    'response.content_part.done',
    'conversation.item.done',
    'response.output_item.done',
    'response.done',
  ])
  const committed = caller.only('input_audio_buffer.committed')
  const answer = caller.all('conversation.item.added')[1]
  expect(committed.previous_item_id).toBeNull()
  expect(answer?.previous_item_id).toBe(committed.item_id)
  expect(caller.transcript()).toBe('Good morning. How are you?')
  // Five words of 300 ms each at 24 kHz.
  expect(caller.audio().length).toBe(5 * 300 * 24)
  expect(caller.only('response.done').response.usage).toMatchObject({
    output_token_details: { audio_tokens: 5 * 6 },
    input_token_details: { audio_tokens: 5 },
  })
})

it('lets words travel with their sound', async () => {
  const caller = await connect({ turns: [{ transcript: 'x', lengthMs: 100, reply: 'one two three four five six' }] })
  caller.send({ type: 'input_audio_buffer.append', audio: silence(300) })
  await caller.next('response.done')
  let spokenMs = 0
  for (const event of caller.events) {
    if (event.type === 'response.output_audio.delta') spokenMs += Buffer.from(event.delta, 'base64').length / 48
    if (event.type !== 'response.output_audio_transcript.delta') continue
    const word = ['one', ' two', ' three', ' four', ' five', ' six'].indexOf(event.delta)
    expect(Math.abs(word * 300 - spokenMs)).toBeLessThanOrEqual(200)
  }
})

it('records every frame that a session received', async () => {
  const caller = await connect({})
  caller.send({ type: 'input_audio_buffer.clear', event_id: 'mine' })
  await caller.next('input_audio_buffer.cleared')
  caller.sendRaw('{broken')
  await caller.next('error')
  expect(openai?.sessions[0]?.received).toEqual([
    { type: 'input_audio_buffer.clear', event_id: 'mine' },
    { type: 'invalid', frame: '{broken' },
  ])
})

it('sends exactly what a rule says, at its time, and nothing else when the protocol is off', async () => {
  const event = { type: 'input_audio_buffer.cleared', event_id: 'exact' } satisfies RealtimeServerEvent
  const caller = await connect({
    protocol: false,
    rules: [{ on: 'response.create', do: [{ wait: 120 }, { send: event }] }],
  })
  const asked = performance.now()
  caller.send({ type: 'input_audio_buffer.clear' })
  caller.send({ type: 'response.create' })
  await caller.next('input_audio_buffer.cleared')
  expect(performance.now() - asked).toBeGreaterThan(110)
  expect(caller.events).toEqual([event])
})

it('drops the connection in the middle of an answer', async () => {
  const caller = await connect({
    turns: [{ transcript: 'x', lengthMs: 100, reply: 'a b c d e f g h' }],
    rules: [{ after: 'response.output_audio.delta', from: 3, times: 1, do: [{ drop: true }] }],
  })
  caller.send({ type: 'input_audio_buffer.append', audio: silence(300) })
  const { code } = await caller.closed
  expect(code).toBe(1006)
  expect(caller.all('response.output_audio.delta').length).toBeLessThanOrEqual(3)
  expect(caller.all('response.done')).toEqual([])
})

it('stalls: neither reads nor sends until it resumes', async () => {
  const caller = await connect({
    rules: [{ on: 'connect', do: [{ wait: 50 }, { stall: true }, { wait: 200 }, { resume: true }] }],
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  const asked = performance.now()
  caller.send({ type: 'input_audio_buffer.clear' })
  await caller.next('input_audio_buffer.cleared')
  expect(performance.now() - asked).toBeGreaterThan(100)
})

it('injects an error for one event and plays the next', async () => {
  const caller = await connect({
    rules: [
      { on: 'response.create', times: 1, do: [{ error: { code: 'rate_limit_exceeded', message: 'Slow down.' } }] },
    ],
  })
  caller.send({ type: 'response.create', event_id: 'first' })
  expect((await caller.next('error')).error).toMatchObject({ code: 'rate_limit_exceeded', event_id: 'first' })
  caller.send({ type: 'response.create' })
  expect((await caller.next('response.done')).response.status).toBe('completed')
})

it('expires a session as OpenAI does: an error, then 1001', async () => {
  const caller = await connect({ rules: [{ on: 'response.create', do: [{ expire: true }] }] })
  caller.send({ type: 'response.create' })
  expect((await caller.next('error')).error.code).toBe('session_expired')
  expect((await caller.closed).code).toBe(1001)
})

it('refuses as many handshakes as the script says', async () => {
  const refuse = { status: 503, code: 'server_overloaded', message: 'Busy.', times: 1 }
  openai = await startLocalOpenai({ port: 0, apiKey: KEY, script: defineScript({ refuse }) })
  const url = `${openai.realtimeUrl}?model=m`
  await expect(RealtimeTestClient.connect(url, KEY)).rejects.toMatchObject({
    status: 503,
    body: { error: { code: 'server_overloaded' } },
  })
  client = await RealtimeTestClient.connect(url, KEY)
  expect(await client.next('session.created')).toBeDefined()
})

it('reports a failed recognition without losing the turn', async () => {
  const caller = await connect({ turns: [{ transcript: null, lengthMs: 100 }] })
  caller.send({
    type: 'session.update',
    session: { type: 'realtime', audio: { input: { transcription: { model: 'gpt-transcribe' } } } },
  })
  caller.send({ type: 'input_audio_buffer.append', audio: silence(300) })
  const failed = await caller.next('conversation.item.input_audio_transcription.failed')
  expect(failed).toMatchObject({
    item_id: caller.only('input_audio_buffer.committed').item_id,
    error: { code: 'audio_unintelligible' },
  })
  expect((await caller.next('response.done')).response.status).toBe('completed')
})
