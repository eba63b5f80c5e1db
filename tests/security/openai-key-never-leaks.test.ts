import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ALLOWED_ORIGIN, PROVIDER_KEY, type RelayRig, startRelayRig } from '../integration/relay/start-relay-rig.ts'

let rig: RelayRig
beforeAll(async () => {
  rig = await startRelayRig()
})
afterAll(() => rig?.stop())

const LEAKY = `Incorrect API key provided: ${PROVIDER_KEY}`

test('is in no answer of mint-key, neither when the provider gives a secret nor when it repeats the key', async () => {
  const user = await rig.caller({ instructions: 'Nobody may read this.' })
  const mint = async () => {
    const response = await rig.post('mint-key', {}, { authorization: `Bearer ${user.session.access_token}` })
    return { status: response.status, text: `${await response.text()}${JSON.stringify([...response.headers])}` }
  }
  await rig.provider({})
  const minted = await mint()
  expect(minted.status).toBe(200)
  expect(minted.text).toContain('ek_')
  expect(minted.text).not.toContain(PROVIDER_KEY)
  expect(minted.text).not.toContain('Nobody may read this')
  await rig.openai.stop()
  const failed = await mint()
  expect(failed.status).toBe(502)
  expect(failed.text).not.toContain(PROVIDER_KEY)
})

test('is in no frame of the relay, even when the provider repeats it in an error', async () => {
  await rig.provider({
    turns: [{ transcript: 'hello', lengthMs: 300, reply: 'Hi.' }],
    rules: [{ after: 'response.done', do: [{ error: { code: 'invalid_api_key', message: LEAKY } }] }],
  })
  const { ticket } = await rig.openSession(await rig.caller())
  const client = await rig.connect({ ticket, origin: ALLOWED_ORIGIN })
  await client.next('relay.session')
  client.sendAudio(500)
  expect((await client.next('error')).error.message).toBe('Incorrect API key provided: [redacted]')
  client.send({ type: 'client.call_end' })
  await client.closed
  expect(JSON.stringify(client.frames)).not.toContain(PROVIDER_KEY)
  expect(client.socket.protocol).toBe('realtime')
})

test('is in no handshake answer and no frame when the provider refuses it', async () => {
  await rig.provider({ refuse: { status: 401, code: 'invalid_api_key', message: LEAKY } })
  const { ticket } = await rig.openSession(await rig.caller())
  const client = await rig.connect({ ticket })
  await client.closed
  expect(client.frames.length).toBeGreaterThan(0)
  expect(JSON.stringify(client.frames)).not.toContain(PROVIDER_KEY)
})

test('is in no line that the functions logged', () => {
  const text = JSON.stringify(rig.log)
  expect(rig.log.length).toBeGreaterThan(5)
  expect(text).not.toContain(PROVIDER_KEY)
  expect(text).not.toContain(rig.secretKey)
  expect(text).not.toMatch(/eyJ[\w-]+\.eyJ|ek_|parley-ticket\.|openai-insecure-api-key\./)
})

test('is in no file of the web app, built where every secret is in the environment', async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'parley-web-'))
  const secrets = { OPENAI_API_KEY: PROVIDER_KEY, SUPABASE_SECRET_KEYS: rig.secretKey }
  const settings = { VITE_SUPABASE_URL: rig.apiUrl, VITE_SUPABASE_PUBLISHABLE_KEY: rig.publishableKey }
  Object.assign(process.env, secrets, settings)
  try {
    const root = fileURLToPath(new URL('../../apps/web', import.meta.url))
    await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true, sourcemap: true } })
    const files = (await readdir(outDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))
    expect(texts.some((text) => text.includes(rig.publishableKey))).toBe(true)
    for (const text of texts) {
      expect(text.includes(PROVIDER_KEY)).toBe(false)
      expect(text.includes(rig.secretKey)).toBe(false)
    }
  } finally {
    for (const name of Object.keys({ ...secrets, ...settings })) delete process.env[name]
    await rm(outDir, { recursive: true, force: true })
  }
})
