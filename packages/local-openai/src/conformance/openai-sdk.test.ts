import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalOpenai, startLocalOpenai } from '../start-local-openai.ts'
import { defineScript } from '../testing/define-script.ts'

const KEY = 'sk-test'
let server: LocalOpenai
let openai: OpenAI

beforeAll(async () => {
  // No speech here: a script keeps its threads from starting.
  server = await startLocalOpenai({ port: 0, apiKey: KEY, script: defineScript({}) })
  openai = new OpenAI({ apiKey: KEY, baseURL: server.url, maxRetries: 0 })
})
afterAll(() => server.stop())

const WEATHER = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    description: 'The weather in a city.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
      required: ['city'],
    },
  },
}

describe('chat completions', () => {
  const instructions = { role: 'system' as const, content: 'You are Mia. The library closes at nine in the evening.' }

  it('answers from the system message, with usage', async () => {
    const completion = await openai.chat.completions.create({
      model: 'gpt-5.5-mini',
      messages: [instructions, { role: 'user', content: 'When does the library close?' }],
    })
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { role: 'assistant', content: 'The library closes at nine in the evening.' },
    })
    const { prompt_tokens, completion_tokens, total_tokens } = completion.usage ?? expect.fail('no usage')
    expect(completion_tokens).toBe(11)
    expect(total_tokens).toBe(prompt_tokens + completion_tokens)
  })

  it('streams the same words, and usage at the end if asked', async () => {
    const stream = openai.chat.completions.stream({
      model: 'gpt-5.5-mini',
      messages: [instructions, { role: 'user', content: 'When does the library close?' }],
      stream_options: { include_usage: true },
    })
    const deltas: string[] = []
    stream.on('content', (delta) => deltas.push(delta))
    const completion = await stream.finalChatCompletion()
    expect(deltas.length).toBeGreaterThan(5)
    expect(deltas.join('')).toBe('The library closes at nine in the evening.')
    expect(completion.usage?.completion_tokens).toBe(11)
  })

  it('calls a function in a stream, and puts its result into words', async () => {
    const question = { role: 'user' as const, content: 'What is the weather in Oslo in celsius?' }
    const stream = openai.chat.completions.stream({ model: 'm', messages: [question], tools: [WEATHER] })
    const message = await stream.finalMessage()
    const [call] = message.tool_calls ?? []
    if (call?.type !== 'function') return expect.fail('no call')
    expect(call.function.name).toBe('get_weather')
    expect(JSON.parse(call.function.arguments)).toEqual({ city: 'Oslo', unit: 'celsius' })
    const answer = await openai.chat.completions.create({
      model: 'm',
      messages: [question, message, { role: 'tool', tool_call_id: call.id, content: '{"temperature":-3}' }],
      tools: [WEATHER],
    })
    expect(answer.choices[0]?.message.content).toBe('The temperature is -3.')
  })

  it('cuts at the token limit and says so', async () => {
    const completion = await openai.chat.completions.create({
      model: 'm',
      messages: [instructions, { role: 'user', content: 'When does the library close?' }],
      max_completion_tokens: 3,
    })
    expect(completion.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'The library ' } })
  })

  it('refuses a body that does not fit, naming the field', async () => {
    const messages = [{ role: 'wizard', content: 'x' }] as never
    await expect(openai.chat.completions.create({ model: 'm', messages })).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      param: 'messages[0].role',
    })
  })
})

describe('embeddings', () => {
  const embed = (input: string | string[], format?: 'float') =>
    openai.embeddings.create({
      model: 'text-embedding-3-small',
      dimensions: 512,
      input,
      ...(format === undefined ? {} : { encoding_format: format }),
    })
  const similarity = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)

  it('puts a paraphrase nearer than another subject', async () => {
    const { data, usage } = await embed([
      'How can I get my money back?',
      'Refunds are paid within two weeks.',
      'The cat sleeps on the sofa.',
    ])
    const [question, refund, cat] = data.map((entry) => entry.embedding)
    if (!question || !refund || !cat) return expect.fail('three vectors were asked for')
    expect(question).toHaveLength(512)
    expect(similarity(question, question)).toBeCloseTo(1, 2)
    expect(similarity(question, refund)).toBeGreaterThan(similarity(question, cat) + 0.1)
    expect(usage.prompt_tokens).toBeGreaterThan(10)
  })

  it('gives the same numbers as floats and, as the SDK asks by default, in base64', async () => {
    const [encoded, plain] = await Promise.all([embed('hello'), embed('hello', 'float')])
    const [a, b] = [encoded.data[0]?.embedding ?? [], plain.data[0]?.embedding ?? []]
    expect(b).toHaveLength(512)
    expect(Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? 9))))).toBeLessThan(1e-6)
  })

  it('refuses every other size', async () => {
    const create = (dimensions?: number) =>
      openai.embeddings.create({ model: 'text-embedding-3-small', input: 'x', ...(dimensions ? { dimensions } : {}) })
    const refusal = { status: 400, param: 'dimensions', message: expect.stringContaining('Send dimensions: 512') }
    await expect(create()).rejects.toMatchObject(refusal)
    await expect(create(256)).rejects.toMatchObject(refusal)
  })
})

it('lists models, and answers 404 for one that is not there', async () => {
  const ids = (await openai.models.list()).data.map((model) => model.id)
  expect(ids).toContain('gpt-realtime-2.1')
  await expect(openai.models.retrieve('gpt-1')).rejects.toMatchObject({ status: 404, code: 'model_not_found' })
})

it('gives an ephemeral key nothing but Realtime', async () => {
  const { value } = await openai.realtime.clientSecrets.create({})
  const holder = new OpenAI({ apiKey: value, baseURL: server.url, maxRetries: 0 })
  await expect(holder.models.list()).rejects.toMatchObject({ status: 401 })
  await expect(
    holder.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'hi' }] }),
  ).rejects.toMatchObject({ status: 401 })
})
