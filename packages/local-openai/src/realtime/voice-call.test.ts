import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { synthesizeSpeech } from '../speech/synthesize-speech.ts'
import { type LocalOpenai, startLocalOpenai } from '../start-local-openai.ts'
import { RealtimeTestClient } from '../testing/realtime-test-client.ts'
import { wordErrorRate } from '../testing/word-error-rate.ts'

const KEY = 'sk-test'
const INSTRUCTIONS = `You are Mia, the assistant of the Parley Bistro. Keep your answers short.
We are open from Tuesday to Sunday, from 11 to 23 o'clock. The kitchen closes at 22 o'clock. Dogs are welcome on the terrace.
Refunds are paid within 14 days. There is parking behind the house.`

let openai: LocalOpenai
let caller: RealtimeTestClient

beforeAll(async () => {
  openai = await startLocalOpenai({ port: 0, apiKey: KEY, pace: { speedup: 20 } })
}, 20_000)
afterAll(() => openai.stop())
afterEach(() => caller.close())

const WEATHER = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'The weather in a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}

async function call(turnDetection?: object | null): Promise<RealtimeTestClient> {
  caller = await RealtimeTestClient.connect(`${openai.realtimeUrl}?model=gpt-realtime-2.1`, KEY)
  caller.send({
    type: 'session.update',
    session: {
      type: 'realtime',
      instructions: INSTRUCTIONS,
      tools: [WEATHER],
      audio: {
        input: {
          transcription: { model: 'gpt-transcribe' },
          ...(turnDetection === undefined ? {} : { turn_detection: turnDetection as never }),
        },
      },
    },
  })
  await caller.next('session.updated')
  return caller
}

const silence = (ms: number) => new Int16Array(ms * 24)

function joined(...parts: Int16Array[]): Int16Array {
  return Int16Array.from(parts.flatMap((part) => [...part]))
}

async function ask(sentence: string): Promise<string> {
  await caller.speak(joined(silence(400), await synthesizeSpeech(sentence), silence(900)), { speedup: 20 })
  const { transcript } = await caller.next('conversation.item.input_audio_transcription.completed')
  return transcript
}

it('hears questions, and answers them aloud from its instructions', async () => {
  await call()
  const asked = ['When does the kitchen close?', 'Are dogs welcome on the terrace?', 'How long do refunds take?']
  const heard: string[] = []
  for (const question of asked) {
    heard.push(await ask(question))
    await caller.next('response.done')
  }
  expect(wordErrorRate(asked.join(' '), heard.join(' '))).toBeLessThan(0.2)
  const answers = caller.all('response.output_audio_transcript.done').map((event) => event.transcript)
  expect(answers).toEqual([
    "The kitchen closes at 22 o'clock.",
    'Dogs are welcome on the terrace.',
    'Refunds are paid within 14 days.',
  ])
}, 30_000)

it('speaks so that it can be understood: its own recogniser hears the answer again', async () => {
  await call()
  await ask('Are dogs welcome on the terrace?')
  await caller.next('response.done')
  const spoken = caller.audio()
  expect(spoken.length).toBeGreaterThan(24_000)
  caller.send({ type: 'session.update', session: { type: 'realtime', audio: { input: { turn_detection: null } } } })
  await caller.speak(spoken, { speedup: 50 })
  caller.send({ type: 'input_audio_buffer.commit' })
  const again = await caller.next('conversation.item.input_audio_transcription.completed')
  expect(wordErrorRate('Dogs are welcome on the terrace.', again.transcript)).toBeLessThan(0.35)
}, 30_000)

it('places the start and the end of speech in time', async () => {
  await call({ type: 'server_vad', prefix_padding_ms: 200, silence_duration_ms: 400 })
  const speech = await synthesizeSpeech('What is the weather in Paris?')
  await caller.speak(joined(silence(1000), speech, silence(1000)), { speedup: 20 })
  const { audio_start_ms } = await caller.next('input_audio_buffer.speech_started')
  const { audio_end_ms } = await caller.next('input_audio_buffer.speech_stopped')
  const lengthMs = speech.length / 24
  expect(Math.abs(audio_start_ms - (1000 - 200))).toBeLessThan(120)
  expect(Math.abs(audio_end_ms - (1000 + lengthMs + 400))).toBeLessThan(200)
  await caller.next('response.done')
}, 30_000)

it('is not woken by noise or by a click', async () => {
  await call()
  const noise = Int16Array.from({ length: 24 * 2000 }, () => (Math.random() - 0.5) * 300)
  const click = Int16Array.from({ length: 24 * 20 }, (_, index) => 20_000 * Math.sin(index / 3))
  await caller.speak(joined(noise, click, noise), { speedup: 20 })
  caller.send({ type: 'input_audio_buffer.clear' })
  await caller.next('input_audio_buffer.cleared')
  expect(caller.all('input_audio_buffer.speech_started')).toEqual([])
}, 30_000)

it('serves others while it listens: recognition holds nobody up', async () => {
  await call(null)
  const words = await synthesizeSpeech('Are dogs welcome on the terrace, and when does the kitchen close on Tuesday?')
  await caller.speak(joined(words, words, words), { speedup: 1000 })
  caller.send({ type: 'input_audio_buffer.commit' })
  await caller.next('input_audio_buffer.committed')
  const models = await fetch(`${openai.url}/models`, { headers: { authorization: `Bearer ${KEY}` } })
  expect(models.status).toBe(200)
  expect(caller.all('conversation.item.input_audio_transcription.completed')).toEqual([])
  await caller.next('conversation.item.input_audio_transcription.completed')
}, 30_000)

it('stops its answer when it is spoken over, and takes the new question', async () => {
  await openai.stop()
  openai = await startLocalOpenai({ port: 0, apiKey: KEY, pace: { speedup: 1 } })
  await call()
  caller.send({
    type: 'conversation.item.create',
    item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'What can you do?' }] },
  })
  caller.send({ type: 'response.create' })
  const delta = await caller.next('response.output_audio.delta')
  const question = await synthesizeSpeech('Are dogs welcome on the terrace?')
  await caller.speak(joined(question, silence(800)), { speedup: 4 })
  const cancelled = (await caller.next('response.done')).response
  expect(cancelled).toMatchObject({
    status: 'cancelled',
    status_details: { type: 'cancelled', reason: 'turn_detected' },
    output: [{ id: delta.item_id, status: 'incomplete' }],
  })
  const heardMs = 200
  caller.send({ type: 'conversation.item.truncate', item_id: delta.item_id, content_index: 0, audio_end_ms: heardMs })
  expect(await caller.next('conversation.item.truncated')).toMatchObject({ audio_end_ms: heardMs })
  expect((await caller.next('response.done')).response.status).toBe('completed')
  caller.send({ type: 'conversation.item.retrieve', item_id: delta.item_id })
  const { item } = await caller.next('conversation.item.retrieved')
  expect(item).toMatchObject({ content: [{ type: 'output_audio', audio: expect.any(String) }] })
  const [part] = (item as { content: Array<{ audio: string; transcript?: string }> }).content
  expect(Buffer.from(part?.audio ?? '', 'base64').length).toBe(heardMs * 48)
  expect(part?.transcript).toBeUndefined()
}, 30_000)

it('calls a function with what it heard, and speaks the result', async () => {
  await call()
  await ask('What is the weather in Paris?')
  const { name, arguments: filled, call_id } = await caller.next('response.function_call_arguments.done')
  expect(name).toBe('get_weather')
  expect(JSON.parse(filled)).toEqual({ city: 'Paris' })
  await caller.next('response.done')
  caller.send({
    type: 'conversation.item.create',
    item: { type: 'function_call_output', call_id, output: '{"condition":"sunny","temperature":21}' },
  })
  caller.send({ type: 'response.create' })
  expect((await caller.next('response.output_audio_transcript.done')).transcript).toBe(
    'The condition is sunny and the temperature is 21.',
  )
}, 30_000)
