import { once } from 'node:events'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { readProcessUsage } from './read-process-usage.ts'
import { startTestHost } from './testing/start-test-host.ts'

/** A socket function that tells why it is unloaded; with `?wait` it holds its worker by waitUntil until it closes. */
const SOCKETS = `
  const sockets = new Set<WebSocket>()
  addEventListener('beforeunload', (event) => {
    const { reason } = (event as CustomEvent).detail
    console.log('unload ' + reason)
    for (const socket of sockets) socket.send(reason)
  })
  export default { fetch: (req: Request) => {
    if (!req.headers.has('upgrade')) return new Response(Deno.env.get('SB_EXECUTION_ID'))
    const { socket, response } = Deno.upgradeWebSocket(req)
    sockets.add(socket)
    const closed = new Promise<void>((resolve) => { socket.onclose = () => resolve() })
    if (req.url.endsWith('?wait')) EdgeRuntime.waitUntil(closed)
    return response } }`

test('at half of its wall clock a worker is dropped with its open sockets, and requests get a fresh one', async () => {
  const { url, webSocketUrl, logged } = await startTestHost({ life: SOCKETS }, { limits: { wallClockMs: 1_600 } })
  const first = await (await fetch(url('life'))).text()
  const startedAt = performance.now()
  const socket = new WebSocket(webSocketUrl('life'))
  expect((await once(socket, 'close'))[0]).toBe(1006)
  expect(performance.now() - startedAt).toBeLessThan(1_300)
  await logged(/^unload early_drop/)
  expect(await (await fetch(url('life'))).text()).not.toBe(first)
  await logged(/^early_drop after/)
})

test('waitUntil keeps a retired worker until 100 %, beforeunload comes before, new requests go elsewhere', async () => {
  const { url, webSocketUrl, logged } = await startTestHost({ life: SOCKETS }, { limits: { wallClockMs: 2_000 } })
  const first = await (await fetch(url('life'))).text()
  const startedAt = performance.now()
  const socket = new WebSocket(webSocketUrl('life?wait'))
  const reason = once(socket, 'message')
  await logged(/^retired: half of the wall clock/)
  expect(await (await fetch(url('life'))).text()).not.toBe(first)
  expect(String((await reason)[0])).toBe('wall_clock')
  const unloadedAfter = performance.now() - startedAt
  await once(socket, 'close')
  const closedAfter = performance.now() - startedAt
  expect(unloadedAfter).toBeGreaterThan(1_200)
  expect(closedAfter).toBeGreaterThan(unloadedAfter + 50)
  expect(closedAfter).toBeLessThan(4_000)
  await logged(/^wall_clock after/)
})

test('a retired worker ends as soon as its last waitUntil promise settles', async () => {
  const { webSocketUrl, logged } = await startTestHost({ life: SOCKETS }, { limits: { wallClockMs: 4_000 } })
  const socket = new WebSocket(webSocketUrl('life?wait'))
  await logged(/^retired/)
  expect(socket.readyState).toBe(WebSocket.OPEN)
  socket.close()
  expect((await logged(/^early_drop after/)).message).toMatch(/after 2\.\d s/)
})

const BUSY = `export default { fetch: async (req: Request) => {
  const ms = Number(new URL(req.url).searchParams.get('ms'))
  for (const until = performance.now() + ms; performance.now() < until;);
  return new Response(Deno.env.get('SB_EXECUTION_ID')) } }`

test('a request over its CPU budget is killed with 546, and the next gets a fresh worker', async () => {
  const { url, logged } = await startTestHost({ busy: BUSY }, { limits: { cpu: { softMs: 150, hardMs: 400 } } })
  const killed = await fetch(url('busy?ms=60000'))
  expect([killed.status, killed.headers.get('sb-error-code')]).toEqual([546, 'WORKER_LIMIT'])
  await logged(/^cpu after/)
  expect((await fetch(url('busy?ms=1'))).status).toBe(200)
})

test('the CPU budget is per request, and off when it is switched off', async () => {
  const { url, lines } = await startTestHost(
    { busy: BUSY, free: BUSY },
    { limits: { cpu: { softMs: 300, hardMs: 600 } }, functionLimits: { free: { cpu: false } } },
  )
  const workers = new Set<string>()
  for (let index = 0; index < 5; index++) workers.add(await (await fetch(url('busy?ms=150'))).text())
  expect(workers.size).toBe(1)
  expect((await fetch(url('free?ms=900'))).status).toBe(200)
  expect(lines.filter(({ kind }) => kind === 'limit')).toEqual([])
})

test('a worker over its memory limit is killed with 546', async () => {
  const code = `const kept: Uint8Array[] = []
    addEventListener('beforeunload', (event) => console.log('unload ' + (event as CustomEvent).detail.reason))
    export default { fetch: async () => { for (;;) { kept.push(new Uint8Array(1e6).fill(1)); await new Promise((r) => setTimeout(r, 15)) } } }`
  const { url, logged } = await startTestHost({ hungry: code }, { limits: { memoryMb: 150 } })
  expect((await fetch(url('hungry'))).status).toBe(546)
  await logged(/^memory after/)
  await logged(/unload memory/)
})

test('a heap that outgrows the limit at one go counts as memory too', async () => {
  const code = `export default { fetch: () => { const kept: object[] = []; for (;;) kept.push({ text: 'x'.repeat(100) + kept.length }) } }`
  const { url, logged } = await startTestHost({ heap: code }, { limits: { memoryMb: 64, cpu: false } })
  expect((await fetch(url('heap'))).status).toBe(546)
  await logged(/^memory after/)
})

test('a worker that dies in the middle of a request answers WORKER_ERROR, and the next request works', async () => {
  const { url, logged } = await startTestHost({
    fragile: `export default { fetch: (req: Request) => {
      if (!req.url.endsWith('?die')) return new Response('alive')
      setTimeout(() => { throw new Error('uncaught in a timer') }, 10)
      return new Promise(() => {}) } }`,
  })
  expect(await (await fetch(url('fragile'))).text()).toBe('alive')
  const response = await fetch(url('fragile?die'))
  expect([response.status, (await response.json()) as unknown]).toEqual([
    500,
    { code: 'WORKER_ERROR', message: 'Function exited due to an error (please check logs)' },
  ])
  expect((await logged(/uncaught in a timer/)).level).toBe('error')
  await logged(/^crash \(exit 1\) after/)
  expect(await (await fetch(url('fragile'))).text()).toBe('alive')
})

test('usage of a process is measured from outside', () => {
  const before = readProcessUsage(process.pid)?.cpuMs ?? Number.NaN
  for (const until = performance.now() + 100; performance.now() < until; );
  const after = readProcessUsage(process.pid)
  expect(after?.cpuMs).toBeGreaterThanOrEqual(before)
  expect(after?.memoryMb).toBeGreaterThan(10)
  expect(readProcessUsage(2 ** 22 + 1)).toBeUndefined()
})

test('workers can be seen, and killed from outside: the next request gets a fresh one', async () => {
  const { host, url, webSocketUrl, logged } = await startTestHost({ life: SOCKETS })
  expect(host.workers('life')).toEqual([])
  const first = await (await fetch(url('life'))).text()
  const socket = new WebSocket(webSocketUrl('life?wait'))
  await once(socket, 'open')
  await expect.poll(() => host.workers('life')).toMatchObject([{ id: first, retired: false, busyWith: 1 }])
  process.kill(host.workers('life')[0]?.pid ?? 0, 'SIGKILL')
  await once(socket, 'close')
  await logged(/^crash \(exit SIGKILL\) after/)
  expect(host.workers('life')).toEqual([])
  expect(await (await fetch(url('life'))).text()).not.toBe(first)
})

test('a worker that is replaced by hand is unloaded, and has the time it is given', async () => {
  const { host, url, webSocketUrl } = await startTestHost({ life: SOCKETS })
  const first = await (await fetch(url('life'))).text()
  const socket = new WebSocket(webSocketUrl('life?wait'))
  const reason = once(socket, 'message')
  await once(socket, 'open')
  const startedAt = performance.now()
  host.replace('life', 1_000)
  expect(String((await reason)[0])).toBe('termination')
  expect(await (await fetch(url('life'))).text()).not.toBe(first)
  await once(socket, 'close')
  expect(performance.now() - startedAt).toBeGreaterThan(900)
})
