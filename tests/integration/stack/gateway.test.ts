import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { type StackFixture, startStackFixture } from '../../stack-fixture.ts'

/** A project of its own with one function, to see what the gateway does to a request on its way there and back. */
const embedded = process.env.PARLEY_TARGET !== 'supabase'
const supabase = join(import.meta.dirname, '../../../supabase')
let projectDir: string
let stack: StackFixture

const echo = `
const cors = { 'access-control-allow-origin': 'https://only.example', 'access-control-allow-headers': 'x-mine' }
export default {
  async fetch(request) {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors })
    if (request.headers.get('upgrade') === 'websocket') {
      const { socket, response } = Deno.upgradeWebSocket(request, { protocol: 'realtime' })
      socket.onmessage = ({ data }) => socket.send(data)
      return response
    }
    if (request.url.endsWith('/stream')) {
      const pause = () => new Promise((resolve) => setTimeout(resolve, 400))
      const body = new ReadableStream({
        async start(controller) {
          const encoder = new TextEncoder()
          controller.enqueue(encoder.encode('first'))
          await pause()
          controller.enqueue(encoder.encode('second'))
          controller.close()
        },
      })
      return new Response(body, { headers: cors })
    }
    if (request.url.endsWith('/env')) return Response.json(Object.keys(Deno.env.toObject()))
    return Response.json({ method: request.method, body: await request.text() }, { status: 418, headers: cors })
  },
}`

beforeAll(async () => {
  if (!embedded) return
  projectDir = await mkdtemp(join(tmpdir(), 'parley-gateway-'))
  await cp(join(supabase, 'migrations'), join(projectDir, 'supabase/migrations'), { recursive: true })
  for (const name of ['echo', 'guarded']) {
    const folder = join(projectDir, 'supabase/functions', name)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'index.ts'), echo)
    await writeFile(join(folder, 'deno.json'), '{}')
  }
  await writeFile(join(projectDir, 'supabase/config.toml'), '[functions.echo]\nverify_jwt = false\n')
  stack = await startStackFixture({ projectDir })
})

afterAll(async () => {
  await stack?.stop()
  if (projectDir) await rm(projectDir, { recursive: true, force: true })
})

const url = (path: string) => `${stack.apiUrl}/functions/v1/${path}`

test.runIf(embedded)('a call reaches the function, and its answer the caller, with its own CORS', async () => {
  const answer = await fetch(url('echo/deeper'), { method: 'PUT', body: 'hello' })
  expect(answer.status).toBe(418)
  expect(await answer.json()).toEqual({ method: 'PUT', body: 'hello' })
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://only.example')
  const preflight = await fetch(url('echo'), { method: 'OPTIONS', headers: { origin: 'https://only.example' } })
  expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([204, 'x-mine'])
})

test.runIf(embedded)('an answer is streamed as it is made', async () => {
  const reader = (await fetch(url('echo/stream'))).body?.getReader()
  const started = performance.now()
  const first = new TextDecoder().decode((await reader?.read())?.value)
  const afterFirst = performance.now() - started
  expect(first).toBe('first')
  expect(afterFirst).toBeLessThan(300)
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('second')
})

test.runIf(embedded)('a socket is handed through, with its subprotocol', async () => {
  const socket = new WebSocket(url('echo').replace('http', 'ws'), ['realtime'])
  const heard = new Promise((resolve, reject) => {
    socket.on('message', (data) => resolve(String(data)))
    socket.on('error', reject)
  })
  socket.on('open', () => socket.send('ping'))
  expect(await heard).toBe('ping')
  expect(socket.protocol).toBe('realtime')
  socket.close()
})

test.runIf(embedded)('a function that wants a token is not reached without', async () => {
  expect((await fetch(url('guarded'))).status).toBe(401)
  const { session } = await stack.createUser('ada')
  const headers = { authorization: `Bearer ${session.access_token}` }
  expect((await fetch(url('guarded'), { headers })).status).toBe(418)
  expect((await fetch(url('no-such-function'))).status).toBe(404)
})

test.runIf(embedded)('functions find what a hosted project gives them', async () => {
  const names = await (await fetch(url('echo/env'))).json()
  const wanted = [
    'SUPABASE_URL',
    'SUPABASE_DB_URL',
    'SUPABASE_PUBLISHABLE_KEYS',
    'SUPABASE_SECRET_KEYS',
    'SUPABASE_JWKS',
  ]
  expect(names).toEqual(expect.arrayContaining([...wanted, 'OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_REALTIME_URL']))
})

test.runIf(embedded)('realtime is reached through the gateway', async () => {
  const { client, id } = await stack.createUser('rea')
  const channel = client
    .channel('calls')
    .on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'messages' }, () => {})
  const status = await new Promise((resolve) => channel.subscribe(resolve))
  expect([id.length, status]).toEqual([36, 'SUBSCRIBED'])
})

test.runIf(embedded)(
  'a socket that leads nowhere is refused, and one half-open does not hold the stack up',
  async () => {
    const socket = new WebSocket(`${stack.apiUrl.replace('http', 'ws')}/nowhere`)
    const code = await new Promise((resolve) =>
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode)),
    )
    expect(code).toBe(404)
    socket.on('error', () => {}).terminate()
  },
)
