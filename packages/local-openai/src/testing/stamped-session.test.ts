import { afterEach, expect, it, vi } from 'vitest'
import { type LocalOpenai, startLocalOpenai } from '../start-local-openai.ts'
import { defineScript } from './define-script.ts'
import { RealtimeTestClient } from './realtime-test-client.ts'
import type { Script } from './script.ts'
import { stampedUtterance } from './stamped-utterance.ts'

const KEY = 'sk-test'
const clients: RealtimeTestClient[] = []
let openai: LocalOpenai

afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await openai.stop()
})

async function start(script: Omit<Script, 'engines'>, speedup = 20): Promise<void> {
  openai = await startLocalOpenai({
    port: 0,
    apiKey: KEY,
    script: defineScript({ engines: 'stamped', ...script }),
    pace: { speedup },
  })
}

/** A session that transcribes, with `turn_detection` changed. */
async function connect(turn_detection: object | null = {}): Promise<RealtimeTestClient> {
  const client = await RealtimeTestClient.connect(`${openai.realtimeUrl}?model=m`, KEY)
  clients.push(client)
  const vad = turn_detection && { type: 'server_vad' as const, ...turn_detection }
  const input = { transcription: { model: 'gpt-transcribe' }, turn_detection: vad }
  client.send({ type: 'session.update', session: { type: 'realtime', audio: { input } } })
  await client.next('session.updated')
  return client
}

/** Sends samples in frames of odd sizes, at once. */
function send(client: RealtimeTestClient, samples: Int16Array, sizes = [480, 333, 1201, 7]): void {
  for (let start = 0, nth = 0; start < samples.length; nth++) {
    const size = sizes[nth % sizes.length] as number
    const piece = samples.slice(start, start + size)
    client.send({ type: 'input_audio_buffer.append', audio: Buffer.from(piece.buffer).toString('base64') })
    start += size
  }
}

function audio(...parts: Array<{ utterance: number; ms: number } | number>): Int16Array {
  const pieces = parts.map((part) => (typeof part === 'number' ? new Int16Array(part * 24) : stampedUtterance(part)))
  return Int16Array.from(pieces.flatMap((piece) => [...piece]))
}

const transcripts = (client: RealtimeTestClient) =>
  client.all('conversation.item.input_audio_transcription.completed').map(({ transcript }) => transcript)

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })

it('finds turns by loudness and by the time of the audio, however the frames are cut', async () => {
  await start({ utterances: () => ({ ms: 500 }) })
  const caller = await connect()
  send(caller, audio(1000, { utterance: 0, ms: 500 }, 290, { utterance: 1, ms: 500 }, 300))
  await caller.next('response.done')
  expect(caller.only('input_audio_buffer.speech_started').audio_start_ms).toBe(700)
  expect(caller.only('input_audio_buffer.speech_stopped').audio_end_ms).toBe(1000 + 500 + 290 + 500 + 300)
  expect(transcripts(caller)).toEqual(['utterance 0 then utterance 1'])
})

it('hears every utterance once and whole, though padding and frames are longer than the silence between', async () => {
  await start({ utterances: () => ({ ms: 200 }), silenceMs: 100 })
  const caller = await connect({ prefix_padding_ms: 1000, interrupt_response: false })
  send(
    caller,
    audio(...Array.from({ length: 20 }, (_, utterance) => [{ utterance, ms: 200 }, 100]).flat()),
    [48_000, 333],
  )
  await eventually(() => expect(caller.all('response.done')).toHaveLength(20))
  expect(transcripts(caller)).toEqual(Array.from({ length: 20 }, (_, number) => `utterance ${number}`))
  expect(caller.all('response.done').map(({ response }) => response.status)).toEqual(Array(20).fill('completed'))
})

it('tells a lost frame from one that came twice', async () => {
  await start({ utterances: () => ({ ms: 400 }) })
  const caller = await connect(null)
  const speech = audio({ utterance: 7, ms: 400 })
  send(caller, speech.slice(0, 12 * 240))
  send(caller, speech.slice(15 * 240))
  caller.send({ type: 'input_audio_buffer.commit' })
  send(caller, speech.slice(0, 4 * 240))
  send(caller, speech.slice(3 * 240))
  caller.send({ type: 'input_audio_buffer.commit' })
  await eventually(() => expect(transcripts(caller)).toEqual(['utterance 7 missing 12-14', 'utterance 7 doubled 3']))
})

it('sends transcripts late and out of order, and answers meanwhile', async () => {
  const delays: Record<string, number> = { 'utterance 0': 500, 'utterance 1': 150 }
  await start({ utterances: () => ({ ms: 200 }), transcriptionDelayMs: (transcript) => delays[transcript] ?? 0 })
  const caller = await connect({ interrupt_response: false })
  send(caller, audio({ utterance: 0, ms: 200 }, 300, { utterance: 1, ms: 200 }, 300, { utterance: 2, ms: 200 }, 300))
  await eventually(() => expect(transcripts(caller)).toEqual(['utterance 2', 'utterance 1', 'utterance 0']))
  const types = caller.events.map(({ type }) => type)
  expect(types.indexOf('response.done')).toBeLessThan(
    caller.events.findIndex((event) => 'transcript' in event && event.transcript === 'utterance 0'),
  )
  await eventually(() => expect(caller.all('response.done')).toHaveLength(3))
  expect(caller.transcript()).toBe('I heard: utterance 0I heard: utterance 1I heard: utterance 2')
})

it('doubles a transcript by a rule, once, and fails one', async () => {
  const completed = 'conversation.item.input_audio_transcription.completed' as const
  await start({
    utterances: [{ ms: 200 }, { ms: 200, text: null }],
    rules: [{ after: completed, do: [{ send: (_, sent) => sent as NonNullable<typeof sent> }] }],
  })
  const caller = await connect()
  send(caller, audio({ utterance: 0, ms: 200 }, 300, { utterance: 1, ms: 200 }, 300))
  const failed = await caller.next('conversation.item.input_audio_transcription.failed')
  expect(transcripts(caller)).toEqual(['utterance 0', 'utterance 0'])
  expect(failed.item_id).toBe(caller.all('input_audio_buffer.committed')[1]?.item_id)
})

it('answers in a session rebuilt from text as it would have in the first', async () => {
  const calls = [{ name: 'book', arguments: '{"people":2}' }]
  const utterances = [
    { ms: 200, reply: 'One.' },
    { ms: 200, text: 'book a table', reply: { calls } },
  ]
  await start({ utterances })
  const caller = await connect(null)
  const item = (value: object) => caller.send({ type: 'conversation.item.create', item: value as never })
  item({ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'book a table' }] })
  caller.send({ type: 'response.create' })
  const asked = (await caller.next('response.done')).response.output?.[0]
  expect(asked).toMatchObject({ type: 'function_call', ...calls[0] })
  item({ type: 'function_call_output', call_id: (asked as { call_id: string }).call_id, output: 'booked' })
  caller.send({ type: 'response.create' })
  await caller.next('response.done')
  expect(caller.transcript()).toBe('The tool answered: booked')
  item({ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'utterance 0' }] })
  caller.send({ type: 'response.create' })
  await caller.next('response.done')
  expect(caller.transcript()).toBe('The tool answered: bookedOne.')
})

it('goes on from where an answer broke off, in another session', async () => {
  await start({ utterances: [{ ms: 200, reply: 'One two three. Four five six.' }] })
  const caller = await connect(null)
  const create = (role: string, type: string, text: string) =>
    caller.send({
      type: 'conversation.item.create',
      item: { type: 'message', role, content: [{ type, text }] } as never,
    })
  create('user', 'input_text', 'utterance 0')
  create('assistant', 'output_text', 'One  two three.\nFour')
  const instructions = 'The connection broke while you were speaking. Go on from there without repeating it.'
  caller.send({ type: 'response.create', response: { instructions } })
  await caller.next('response.done')
  expect(caller.transcript()).toBe('five six.')
  const exactly = 'Greet the caller. Say exactly this and nothing else: “Hello, you.”'
  caller.send({ type: 'response.create', response: { instructions: exactly } })
  await caller.next('response.done')
  expect(caller.transcript()).toBe('five six.Hello, you.')
})

it('reports what sessions were given and did, and that they are closed', async () => {
  await start({ utterances: [{ ms: 200, reply: 'One.' }] })
  const caller = await connect()
  const content = [{ type: 'input_text' as const, text: 'before' }]
  caller.send({ type: 'conversation.item.create', item: { id: 'mine', type: 'message', role: 'user', content } })
  send(caller, audio({ utterance: 0, ms: 200 }, 300))
  await caller.next('response.done')
  const itemId = caller.only('input_audio_buffer.committed').item_id
  const { response } = caller.only('response.done')
  const expected = {
    id: expect.stringMatching(/^sess_/),
    closedAt: null,
    audioMs: 500,
    utterances: [{ itemId, transcript: 'utterance 0' }],
    responses: [{ id: response.id, status: 'completed', text: 'One.' }],
    items: [
      { id: 'mine', type: 'message', role: 'user', from: 'client', text: 'before' },
      { id: itemId, type: 'message', role: 'user', from: 'microphone', text: 'utterance 0' },
      { id: response.output?.[0]?.id, type: 'message', role: 'assistant', from: 'model', text: 'One.' },
    ],
  }
  expect(openai.sessionReports()).toEqual([expect.objectContaining(expected)])
  caller.close()
  await eventually(() => expect(openai.sessionReports()[0]?.closedAt).toBeGreaterThan(0))
  expect(openai.sessionReports()[0]).toMatchObject({ ...expected, closedAt: expect.any(Number), closeCode: 1006 })
  // The frames of stamped sessions are kept on demand only: thousands of turns would fill the memory.
  expect(openai.sessions).toEqual([])
})
