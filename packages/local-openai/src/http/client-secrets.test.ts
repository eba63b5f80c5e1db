import OpenAI from 'openai'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type LocalOpenai, startLocalOpenai } from '../start-local-openai.ts'
import { defineScript } from '../testing/define-script.ts'
import { RealtimeTestClient } from '../testing/realtime-test-client.ts'

const KEY = 'sk-test'
let server: LocalOpenai
let openai: OpenAI

beforeEach(async () => {
  server = await startLocalOpenai({ port: 0, apiKey: KEY, script: defineScript({}) })
  openai = new OpenAI({ apiKey: KEY, baseURL: server.url, maxRetries: 0 })
})

afterEach(async () => {
  vi.useRealTimers()
  await server.stop()
})

it('mints a key whose session is the one that was attached', async () => {
  const secret = await openai.realtime.clientSecrets.create({
    expires_after: { anchor: 'created_at', seconds: 60 },
    session: {
      type: 'realtime',
      model: 'gpt-realtime-2.1',
      instructions: 'Be Ada.',
      audio: { output: { voice: 'cedar' } },
    },
  })
  expect(secret.value).toMatch(/^ek_/)
  expect(secret.expires_at - Date.now() / 1000).toBeGreaterThan(55)
  expect(secret.expires_at - Date.now() / 1000).toBeLessThanOrEqual(60)

  const client = await RealtimeTestClient.connect(server.realtimeUrl, secret.value, { inSubprotocol: true })
  const { session } = await client.next('session.created')
  expect(client.protocol).toBe('realtime')
  expect(session).toMatchObject({
    model: 'gpt-realtime-2.1',
    instructions: 'Be Ada.',
    audio: { output: { voice: 'cedar' }, input: { turn_detection: { type: 'server_vad', interrupt_response: true } } },
  })
  client.close()
})

it('lets a key open a second session, and none once it has expired', async () => {
  const session = { type: 'realtime' as const, model: 'gpt-realtime-2.1' }
  const { value } = await openai.realtime.clientSecrets.create({
    expires_after: { anchor: 'created_at', seconds: 10 },
    session,
  })
  const first = await RealtimeTestClient.connect(server.realtimeUrl, value)
  const second = await RealtimeTestClient.connect(server.realtimeUrl, value)
  first.close()
  second.close()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 })
  await expect(RealtimeTestClient.connect(server.realtimeUrl, value)).rejects.toMatchObject({
    status: 401,
    body: { error: { code: 'invalid_api_key', message: 'The ephemeral key is unknown or has expired.' } },
  })
})

it('refuses to mint with a wrong key or with an ephemeral one', async () => {
  const stranger = new OpenAI({ apiKey: 'sk-other', baseURL: server.url, maxRetries: 0 })
  const refused = stranger.realtime.clientSecrets.create({})
  await expect(refused).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' })
  await expect(refused).rejects.not.toThrow(/sk-other/)
  const { value } = await openai.realtime.clientSecrets.create({})
  const holder = new OpenAI({ apiKey: value, baseURL: server.url, maxRetries: 0 })
  await expect(holder.realtime.clientSecrets.create({})).rejects.toMatchObject({ status: 401 })
})

it('names the field that does not fit', async () => {
  const session = { type: 'realtime', audio: { input: { sound: 'loud' } } } as never
  await expect(openai.realtime.clientSecrets.create({ session })).rejects.toMatchObject({
    status: 400,
    code: 'unknown_parameter',
    param: 'session.audio.input.sound',
  })
  await expect(
    openai.realtime.clientSecrets.create({ expires_after: { anchor: 'created_at', seconds: 5 } }),
  ).rejects.toMatchObject({ status: 400, param: 'expires_after.seconds' })
})

it('refuses a WebSocket with a wrong key, without a model, and at an unknown path', async () => {
  const connect = (url: string, key = KEY) => RealtimeTestClient.connect(url, key)
  await expect(connect(`${server.realtimeUrl}?model=m`, 'sk-wrong')).rejects.toMatchObject({
    status: 401,
    body: { error: { type: 'invalid_request_error', code: 'invalid_api_key' } },
  })
  await expect(connect(server.realtimeUrl)).rejects.toMatchObject({
    status: 400,
    body: { error: { code: 'missing_model' } },
  })
  await expect(connect(`${server.realtimeUrl}/other?model=m`)).rejects.toMatchObject({ status: 404 })
})

it('answers unknown routes in the shape of the API', async () => {
  const answer = await fetch(`${server.url}/realtime/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}` },
  })
  expect(answer.status).toBe(404)
  expect(await answer.json()).toEqual({
    error: { message: 'Invalid URL (POST /v1/realtime/calls)', type: 'invalid_request_error', param: null, code: null },
  })
})
