import { once } from 'node:events'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startTestHost } from './testing/start-test-host.ts'

const ECHO = `export default { fetch: (req: Request) => {
  if (req.headers.get('upgrade') !== 'websocket') return new Response('no upgrade', { status: 426 })
  if (req.headers.get('x-refuse')) return new Response('refused', { status: 403 })
  const { socket, response } = Deno.upgradeWebSocket(req, { protocol: 'realtime', idleTimeout: 0 })
  socket.onmessage = ({ data }) => socket.send(data)
  socket.onopen = () => socket.send(JSON.stringify({ offered: req.headers.get('sec-websocket-protocol'), url: req.url }))
  return response } }`

test('WebSockets pass both ways: subprotocols, text, binary, close codes', async () => {
  const { webSocketUrl, logged } = await startTestHost({ echo: ECHO })
  // Node's own client writes the offer as browsers do, ', ' between the names. `ws` does not, which Deno refuses.
  const socket = new globalThis.WebSocket(webSocketUrl('echo/room?x=1'), ['parley-ticket.abc', 'realtime'])
  socket.binaryType = 'arraybuffer'
  const next = async () => ((await once(socket, 'message')) as [MessageEvent])[0].data
  const hello = JSON.parse(await next())
  expect(socket.protocol).toBe('realtime')
  expect(hello).toEqual({ offered: 'parley-ticket.abc, realtime', url: 'http://127.0.0.1/echo/room?x=1' })
  socket.send('text')
  expect(await next()).toBe('text')
  const audio = Buffer.alloc(100_000, 7)
  socket.send(audio)
  expect(audio.equals(Buffer.from(await next()))).toBe(true)
  socket.close(4001, 'done')
  expect(((await once(socket, 'close')) as [CloseEvent])[0].code).toBe(4001)
  await logged(/^WS \/functions\/v1\/echo\/room closed after \d+ ms$/)
})

test('a refused upgrade gets the response of the function, an unknown function the 404 of the platform', async () => {
  const { webSocketUrl } = await startTestHost({ echo: ECHO })
  const refusal = async (path: string, headers: Record<string, string>) => {
    const socket = new WebSocket(webSocketUrl(path), { headers })
    const [, response] = await once(socket, 'unexpected-response')
    const chunks: Buffer[] = await response.toArray()
    return [response.statusCode, String(Buffer.concat(chunks))]
  }
  expect(await refusal('echo', { 'x-refuse': '1' })).toEqual([403, 'refused'])
  expect(await refusal('nope', {})).toEqual([404, '{"code":"NOT_FOUND","message":"Requested function was not found"}'])
})

test('an upgrade whose response was rebuilt is refused, as it is lost when hosted', async () => {
  const { webSocketUrl, logged } = await startTestHost({
    wrapped: `export default { fetch: (req: Request) => { Deno.upgradeWebSocket(req); return new Response('rebuilt') } }`,
  })
  const socket = new WebSocket(webSocketUrl('wrapped'))
  socket.on('error', () => {})
  expect((await once(socket, 'close'))[0]).toBe(1011)
  await logged(/return that very response/)
})

test('a client that vanishes closes the socket of the function', async () => {
  const { webSocketUrl, logged } = await startTestHost({
    watch: `export default { fetch: (req: Request) => {
      const { socket, response } = Deno.upgradeWebSocket(req)
      socket.onclose = () => console.log('function saw the close')
      return response } }`,
  })
  const socket = new WebSocket(webSocketUrl('watch'))
  await once(socket, 'open')
  socket.terminate()
  await logged(/function saw the close/)
})
