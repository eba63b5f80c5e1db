import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalOpenai, startLocalOpenai } from '../start-local-openai.ts'
import { defineScript } from '../testing/define-script.ts'
import { RealtimeTestClient } from '../testing/realtime-test-client.ts'
import type { Script } from '../testing/script.ts'

const KEY = 'sk-test'
let openai: LocalOpenai
let caller: RealtimeTestClient

beforeEach(() => connect({ turns: [{ transcript: 'hello', reply: 'one two three four' }] }))
afterEach(stop)

async function connect(script: Script, options: { speedup?: number; sessionLifetimeMs?: number } = {}): Promise<void> {
  const { speedup = 1000, ...rest } = options
  openai = await startLocalOpenai({ port: 0, apiKey: KEY, script: defineScript(script), pace: { speedup }, ...rest })
  caller = await RealtimeTestClient.connect(`${openai.realtimeUrl}?model=gpt-realtime-2.1`, KEY)
  await caller.next('session.created')
}

async function stop(): Promise<void> {
  caller.close()
  await openai.stop()
}

async function reconnect(...args: Parameters<typeof connect>): Promise<void> {
  await stop()
  await connect(...args)
}

const silence = (ms: number) => Buffer.alloc(ms * 48).toString('base64')
const say = (text: string, id?: string): RealtimeClientEvent => ({
  type: 'conversation.item.create',
  item: { ...(id ? { id } : {}), type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
})

describe('session.update', () => {
  const update = (session: object) => caller.send({ type: 'session.update', session: { type: 'realtime', ...session } })

  it('changes what it names and leaves the rest', async () => {
    update({ instructions: 'Be brief.', audio: { input: { turn_detection: { type: 'server_vad', threshold: 0.8 } } } })
    expect((await caller.next('session.updated')).session).toMatchObject({
      instructions: 'Be brief.',
      model: 'gpt-realtime-2.1',
      tool_choice: 'auto',
      audio: {
        input: {
          turn_detection: { type: 'server_vad', threshold: 0.8, silence_duration_ms: 500, interrupt_response: true },
        },
        output: { voice: 'marin' },
      },
    })
    update({ audio: { output: { voice: 'cedar' } } })
    expect((await caller.next('session.updated')).session).toMatchObject({
      instructions: 'Be brief.',
      audio: { input: { turn_detection: { threshold: 0.8 } }, output: { voice: 'cedar' } },
    })
  })

  it('refuses another model, an unknown field and a wrong value, and changes nothing then', async () => {
    update({ instructions: 'Changed.', model: 'gpt-other' })
    expect((await caller.next('error')).error).toMatchObject({ code: 'invalid_value', param: 'session.model' })
    update({ voice: 'marin' })
    expect((await caller.next('error')).error).toMatchObject({ code: 'unknown_parameter', param: 'session.voice' })
    update({ audio: { input: { turn_detection: { type: 'server_vad', threshold: 7 } } } })
    expect((await caller.next('error')).error.param).toBe('session.audio.input.turn_detection.threshold')
    update({})
    const { session } = await caller.next('session.updated')
    expect((session as { instructions: string }).instructions).not.toBe('Changed.')
  })

  it('locks the voice once the assistant has spoken', async () => {
    caller.send({ type: 'response.create' })
    await caller.next('response.done')
    update({ audio: { output: { voice: 'cedar' } } })
    expect((await caller.next('error')).error.code).toBe('cannot_update_voice')
    update({ audio: { output: { voice: 'marin' } } })
    await caller.next('session.updated')
  })
})

describe('events that cannot be obeyed', () => {
  it.each([
    ['{', 'invalid_json', null],
    ['[]', 'invalid_event', null],
    ['{"event_id":"e1"}', 'invalid_event', 'e1'],
    ['{"type":"session.destroy","event_id":"e2"}', 'invalid_value', 'e2'],
    ['{"type":"conversation.item.create","event_id":"e3"}', 'missing_required_parameter', 'e3'],
    ['{"type":"response.create","event_id":"e4","foo":1}', 'unknown_parameter', 'e4'],
    ['{"type":"input_audio_buffer.append","audio":"***","event_id":"e5"}', 'invalid_value', 'e5'],
    ['{"type":"input_audio_buffer.commit","event_id":"e6"}', 'input_audio_buffer_commit_empty', 'e6'],
    ['{"type":"response.cancel","event_id":"e7"}', 'response_cancel_not_active', 'e7'],
    ['{"type":"conversation.item.delete","item_id":"nope","event_id":"e8"}', 'item_delete_invalid_item_id', 'e8'],
    ['{"type":"conversation.item.retrieve","item_id":"nope","event_id":"e9"}', 'item_retrieve_invalid_item_id', 'e9'],
    [
      '{"type":"conversation.item.create","event_id":"e10","item":{"type":"function_call_output","call_id":"c","output":""}}',
      'invalid_tool_call_id',
      'e10',
    ],
    ['{"type":"output_audio_buffer.clear","event_id":"e11"}', 'invalid_value', 'e11'],
  ])('%s → %s', async (frame, code, eventId) => {
    caller.sendRaw(frame)
    expect((await caller.next('error')).error).toMatchObject({ type: 'invalid_request_error', code, event_id: eventId })
    caller.send({ type: 'input_audio_buffer.clear' })
    await caller.next('input_audio_buffer.cleared')
  })

  it('refuses binary frames and goes on', async () => {
    caller.sendRaw(Buffer.from([1, 2, 3]))
    expect((await caller.next('error')).error.code).toBe('invalid_event')
  })

  it('refuses a second response while one is active', async () => {
    await reconnect({}, { speedup: 4 })
    caller.send(say('hello there you'))
    caller.send({ type: 'response.create' })
    const { response } = await caller.next('response.created')
    caller.send({ type: 'response.create', event_id: 'second' })
    const { error } = await caller.next('error')
    expect(error).toMatchObject({ code: 'conversation_already_has_active_response', event_id: 'second' })
    expect(error.message).toContain(response.id)
    expect((await caller.next('response.done')).response.status).toBe('completed')
  })
})

describe('turns by hand', () => {
  it('commits what was appended and answers only when asked', async () => {
    caller.send({ type: 'session.update', session: { type: 'realtime', audio: { input: { turn_detection: null } } } })
    caller.send({ type: 'input_audio_buffer.append', audio: silence(1500) })
    caller.send({ type: 'input_audio_buffer.commit' })
    const { item_id } = await caller.next('input_audio_buffer.committed')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(caller.all('input_audio_buffer.speech_started')).toEqual([])
    expect(caller.all('response.created')).toEqual([])
    caller.send({ type: 'response.create' })
    const { response } = await caller.next('response.done')
    expect(caller.transcript()).toBe('one two three four')
    expect(response.usage?.input_token_details?.audio_tokens).toBe(15)
    caller.send({ type: 'conversation.item.retrieve', item_id })
    const { item } = await caller.next('conversation.item.retrieved')
    expect(item).toMatchObject({ content: [{ type: 'input_audio', transcript: 'hello', audio: silence(1500) }] })
  })

  it('goes over to server VAD in the middle, on one clock', async () => {
    const turns = (turn_detection: object | null) =>
      caller.send({
        type: 'session.update',
        session: { type: 'realtime', audio: { input: { turn_detection: turn_detection as null } } },
      })
    turns(null)
    caller.send({ type: 'input_audio_buffer.append', audio: silence(1500) })
    caller.send({ type: 'input_audio_buffer.clear' })
    turns({ type: 'server_vad', prefix_padding_ms: 0 })
    caller.send({ type: 'input_audio_buffer.append', audio: silence(1200) })
    expect((await caller.next('input_audio_buffer.speech_started')).audio_start_ms).toBe(1500)
    expect((await caller.next('input_audio_buffer.speech_stopped')).audio_end_ms).toBe(2500)
    const { item_id } = await caller.next('input_audio_buffer.committed')
    caller.send({ type: 'conversation.item.retrieve', item_id })
    const { item } = await caller.next('conversation.item.retrieved')
    expect(item).toMatchObject({ content: [{ audio: silence(1000) }] })
  })

  it('speaks and hears telephone formats', async () => {
    const format = { type: 'audio/pcmu' as const }
    caller.send({
      type: 'session.update',
      session: { type: 'realtime', audio: { input: { format, turn_detection: null }, output: { format } } },
    })
    caller.send({ type: 'input_audio_buffer.append', audio: Buffer.alloc(8 * 1000, 0xff).toString('base64') })
    caller.send({ type: 'input_audio_buffer.commit' })
    caller.send({ type: 'response.create' })
    const { response } = await caller.next('response.done')
    const bytes = caller.all('response.output_audio.delta').map(({ delta }) => Buffer.from(delta, 'base64').length)
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBe(4 * 300 * 8)
    expect(response.usage?.input_token_details?.audio_tokens).toBe(10)
  })

  it('writes instead of speaking, out of the conversation, with metadata', async () => {
    caller.send({
      type: 'response.create',
      response: {
        conversation: 'none',
        output_modalities: ['text'],
        metadata: { purpose: 'summary' },
        input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'hello' }] }],
      },
    })
    const { response } = await caller.next('response.done')
    expect(caller.only('response.output_text.done').text).toBe('one two three four')
    expect(caller.all('response.output_audio.delta')).toEqual([])
    expect(caller.all('conversation.item.added')).toEqual([])
    expect(response).toMatchObject({
      metadata: { purpose: 'summary' },
      output: [{ content: [{ type: 'output_text' }] }],
    })
    expect(response.conversation_id).toBeUndefined()
  })
})

describe('the conversation', () => {
  it('keeps its order when items are put between, and says what precedes each', async () => {
    caller.send(say('second', 'b'))
    caller.send({ ...say('first', 'a'), previous_item_id: 'root' } as RealtimeClientEvent)
    caller.send({ ...say('middle', 'm'), previous_item_id: 'a' } as RealtimeClientEvent)
    caller.send({ ...say('lost', 'x'), previous_item_id: 'nowhere' } as RealtimeClientEvent)
    expect((await caller.next('error')).error.code).toBe('item_create_invalid_previous_item_id')
    expect(caller.all('conversation.item.added').map((event) => [event.item.id, event.previous_item_id])).toEqual([
      ['b', null],
      ['a', null],
      ['m', 'a'],
    ])
    expect(caller.all('conversation.item.done')).toHaveLength(3)
    caller.send({ type: 'conversation.item.delete', item_id: 'm' })
    expect((await caller.next('conversation.item.deleted')).item_id).toBe('m')
  })

  it('counts what an earlier response has read as cached', async () => {
    for (let turn = 0; turn < 2; turn++) {
      caller.send(say('hello'))
      caller.send({ type: 'response.create' })
      await caller.next('response.done')
    }
    const [first, second] = caller.all('response.done').map((event) => event.response.usage)
    expect(first?.input_token_details?.cached_tokens).toBe(0)
    expect(second?.input_token_details?.cached_tokens).toBe(first?.input_tokens)
    expect(second?.input_tokens).toBeGreaterThan(first?.input_tokens ?? Number.POSITIVE_INFINITY)
  })

  it('truncates speech to what was heard, and no further than there is', async () => {
    caller.send(say('hello'))
    caller.send({ type: 'response.create' })
    const [item] = (await caller.next('response.done')).response.output ?? []
    const id = item?.id ?? expect.fail('no item')
    const truncate = (item_id: string, audio_end_ms: number) =>
      caller.send({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms })
    truncate(id, 5000)
    expect((await caller.next('error')).error.message).toBe('Audio content of 1200ms is already shorter than 5000ms')
    truncate(id, 700)
    await caller.next('conversation.item.truncated')
    truncate(id, 800)
    expect((await caller.next('error')).error.message).toBe('Audio content of 700ms is already shorter than 800ms')
    const user = caller.all('conversation.item.added')[0]?.item.id ?? ''
    truncate(user, 0)
    expect((await caller.next('error')).error.message).toBe('Only model output audio messages can be truncated')
  })
})

it('cancels on demand: what was sent stays, as incomplete', async () => {
  await reconnect({ turns: [{ transcript: 'x', reply: 'a b c d e f g h i j' }] }, { speedup: 2 })
  caller.send(say('x'))
  caller.send({ type: 'response.create' })
  await caller.next('response.output_audio.delta')
  caller.send({ type: 'response.cancel' })
  const { response } = await caller.next('response.done')
  expect(response).toMatchObject({
    status: 'cancelled',
    status_details: { type: 'cancelled', reason: 'client_cancelled' },
    output: [{ status: 'incomplete', content: [{ type: 'output_audio', transcript: caller.transcript() }] }],
  })
  expect(caller.transcript().length).toBeLessThan('a b c d e f g h i j'.length)
})

it('stops at max_output_tokens', async () => {
  caller.send(say('hello'))
  caller.send({ type: 'response.create', response: { max_output_tokens: 12 } })
  const { response } = await caller.next('response.done')
  expect(response).toMatchObject({ status: 'incomplete', status_details: { reason: 'max_output_tokens' } })
  expect(response.usage?.output_tokens).toBeLessThanOrEqual(12)
})

it('speaks again after idle_timeout_ms of silence, once the answer has been played', async () => {
  caller.send({
    type: 'session.update',
    session: {
      type: 'realtime',
      audio: { input: { turn_detection: { type: 'server_vad', idle_timeout_ms: 5000 } } },
    },
  })
  caller.send({ type: 'response.create' })
  await caller.next('response.done')
  const doneAt = performance.now()
  const { item_id } = await caller.next('input_audio_buffer.timeout_triggered', 8000)
  expect(performance.now() - doneAt).toBeGreaterThan(5000)
  expect((await caller.next('input_audio_buffer.committed')).item_id).toBe(item_id)
  await caller.next('response.done')
})

it('ends a session at its time limit', async () => {
  await reconnect({}, { sessionLifetimeMs: 300 })
  const { session } = caller.only('session.created') as unknown as { session: { expires_at: number } }
  expect(Math.abs(session.expires_at - (Date.now() + 300) / 1000)).toBeLessThan(2)
  expect((await caller.next('error')).error.code).toBe('session_expired')
  expect(await caller.closed).toEqual({ code: 1001, reason: 'session_expired' })
})

it('answers a call that fails with response.done, not with silence', async () => {
  await reconnect({
    answer: () => {
      throw new Error('boom')
    },
  })
  caller.send(say('hello'))
  caller.send({ type: 'response.create' })
  const { response } = await caller.next('response.done')
  expect(response).toMatchObject({ status: 'failed', status_details: { error: { code: 'server_error' } } })
  expect(JSON.stringify(response)).not.toContain('boom')
})
