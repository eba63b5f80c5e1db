import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FaultProxy } from './fault-proxy.ts'

let echo: Server
let proxy: FaultProxy
let served: Socket[] = []
const opened: Socket[] = []

beforeEach(async () => {
  served = []
  echo = createServer((socket) => {
    served.push(socket)
    socket.on('error', () => {}).pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  proxy = await FaultProxy.start()
  proxy.target = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`
})
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy()
  await proxy.stop()
  echo.close()
})

/** A connection, and all that came back over it. */
async function dial() {
  const socket = connect(proxy.port, '127.0.0.1')
  opened.push(socket)
  const got = { text: '', closed: false }
  socket.on('error', () => {})
  socket.on('data', (bytes) => {
    got.text += bytes
  })
  socket.on('close', () => {
    got.closed = true
  })
  await new Promise((resolve) => socket.once('connect', resolve).once('error', resolve))
  return { socket, got }
}

test('passes bytes on in order, also those that waited', async () => {
  const { socket, got } = await dial()
  socket.write('a')
  await expect.poll(() => got.text).toBe('a')
  proxy.set('hold')
  for (const text of 'bcd') socket.write(text)
  await sleep(50)
  expect(got.text).toBe('a')
  proxy.set('pass')
  await expect.poll(() => got.text).toBe('abcd')
})

test('cuts both ends, at once or after so many bytes', async () => {
  const first = await dial()
  first.socket.write('a')
  await expect.poll(() => first.got.text).toBe('a')
  proxy.cut()
  await expect.poll(() => [first.got.closed, served[0]?.destroyed]).toEqual([true, true])
  expect(proxy.connections).toEqual([])

  const second = await dial()
  proxy.connections[0]?.cutAfter(3, 'up')
  second.socket.write('ab')
  await expect.poll(() => second.got.text).toBe('ab')
  second.socket.write('c')
  await expect.poll(() => second.got.closed).toBe(true)
})

test('half-open: neither words nor the end arrive, and the other end stays', async () => {
  const { socket, got } = await dial()
  socket.write('a')
  await expect.poll(() => got.text).toBe('a')
  proxy.set('swallow')
  socket.write('b')
  socket.destroy()
  await sleep(50)
  expect(served[0]?.destroyed).toBe(false)
  expect(proxy.connections).toHaveLength(1)
  proxy.set('pass')
  await expect.poll(() => [served[0]?.destroyed, proxy.connections]).toEqual([true, []])
})

test('slow: so many bytes a second', async () => {
  const { socket, got } = await dial()
  proxy.set({ bytesPerSecond: 1000 }, 'down')
  socket.write('x'.repeat(300))
  await sleep(120)
  expect(got.text.length).toBeGreaterThan(20)
  expect(got.text.length).toBeLessThan(250)
  await expect.poll(() => got.text.length).toBe(300)
})

test('refuses when it is down', async () => {
  const { got: before } = await dial()
  const up = proxy.down()
  const { got } = await dial()
  await expect.poll(() => [before.closed, got.closed]).toEqual([true, true])
  up()
  const { socket, got: after } = await dial()
  socket.write('a')
  await expect.poll(() => after.text).toBe('a')
})
