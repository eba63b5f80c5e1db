import { RealtimeAgent, RealtimeSession, tool } from '@openai/agents-realtime'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { synthesizeSpeech } from '../speech/synthesize-speech.ts'
import { type LocalOpenai, startLocalOpenai } from '../start-local-openai.ts'

const KEY = 'sk-test'
let server: LocalOpenai

beforeAll(async () => {
  server = await startLocalOpenai({ port: 0, apiKey: KEY, pace: { speedup: 20 } })
}, 20_000)
afterAll(() => server.stop())

function createSession(asked: string[]) {
  const getWeather = tool({
    name: 'get_weather',
    description: 'The weather in a city.',
    parameters: z.object({ city: z.string() }),
    execute: async ({ city }) => {
      asked.push(city)
      return JSON.stringify({ condition: 'sunny', temperature: 21 })
    },
  })
  const agent = new RealtimeAgent({
    name: 'Mia',
    instructions: 'You are Mia, a friendly assistant.',
    tools: [getWeather],
  })
  return new RealtimeSession(agent, {
    transport: 'websocket',
    model: 'gpt-realtime-2.1',
    config: { audio: { input: { transcription: { model: 'gpt-transcribe' } } } },
  })
}

it('completes a spoken turn with a tool call, and every named listener fires', async () => {
  const asked: string[] = []
  const session = createSession(asked)
  const fired = new Map<string, number>()
  const count = (name: string) => fired.set(name, (fired.get(name) ?? 0) + 1)
  const errors: unknown[] = []
  session.on('error', (error) => errors.push(error))
  for (const name of [
    'agent_start',
    'agent_end',
    'agent_tool_start',
    'agent_tool_end',
    'audio_start',
    'audio',
    'audio_stopped',
    'history_added',
    'history_updated',
  ] as const) {
    session.on(name, () => count(name))
  }
  for (const name of ['audio_transcript_delta', 'turn_started', 'turn_done', 'usage_update', 'item_update'] as const) {
    session.transport.on(name, () => count(name))
  }
  const spoken = new Promise<void>((resolve) => session.on('audio_stopped', () => resolve()))
  const ended = new Promise<void>((resolve) => {
    session.on('agent_end', (_context, _agent, output) => {
      if (output !== '') resolve()
    })
  })

  const secret = await new OpenAI({ apiKey: KEY, baseURL: server.url }).realtime.clientSecrets.create({
    session: { type: 'realtime', model: 'gpt-realtime-2.1' },
  })
  await session.connect({ apiKey: secret.value, url: `${server.realtimeUrl}?model=gpt-realtime-2.1` })
  const question = await synthesizeSpeech('What is the weather in Paris?')
  for (const sound of [new Int16Array(24 * 300), question, new Int16Array(24 * 900)]) {
    session.sendAudio(sound.buffer as ArrayBuffer)
  }
  await Promise.all([spoken, ended])
  await expect
    .poll(() => texts(session))
    .toEqual(['What is the weather in Paris?', 'The condition is sunny and the temperature is 21.'])

  expect(asked).toEqual(['Paris'])
  expect(errors).toEqual([])
  expect(Object.fromEntries(fired)).toMatchObject({
    agent_tool_start: 1,
    agent_tool_end: 1,
    audio_start: 1,
    turn_started: 2,
    turn_done: 2,
    usage_update: 2,
    agent_end: expect.any(Number),
    audio: expect.any(Number),
    audio_stopped: expect.any(Number),
    audio_transcript_delta: expect.any(Number),
    history_added: expect.any(Number),
    history_updated: expect.any(Number),
    item_update: expect.any(Number),
  })
  expect(session.usage.outputTokens).toBeGreaterThan(20)
  expect(session.history.map((item) => item.type)).toEqual(['message', 'function_call', 'message'])
  session.close()
}, 30_000)

it('takes a typed message, and an interruption by the client', async () => {
  const session = createSession([])
  const errors: unknown[] = []
  session.on('error', (error) => errors.push(error))
  await session.connect({ apiKey: KEY, url: `${server.realtimeUrl}?model=gpt-realtime-2.1` })
  const audio = new Promise<void>((resolve) => session.on('audio', () => resolve()))
  const done = new Promise<void>((resolve) => session.transport.on('turn_done', () => resolve()))
  session.sendMessage('What can you do?')
  await audio
  session.interrupt()
  await done
  expect(texts(session)[0]).toBe('What can you do?')
  expect(errors).toEqual([])
  session.close()
}, 30_000)

function texts(session: RealtimeSession): string[] {
  return session.history.flatMap((item) =>
    item.type === 'message'
      ? item.content.map((part) => ('transcript' in part ? (part.transcript ?? '') : 'text' in part ? part.text : ''))
      : [],
  )
}
