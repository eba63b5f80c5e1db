import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startTestHost } from './testing/start-test-host.ts'

test('server-sent events arrive one by one, and the function learns that the client left', async () => {
  const { url, logged } = await startTestHost({
    events: `export default { fetch: (req: Request) => {
      req.signal.addEventListener('abort', () => console.log('client left'))
      let count = 0, timer = 0
      const body = new ReadableStream({
        start(c) { timer = setInterval(() => c.enqueue(new TextEncoder().encode('data: ' + count++ + '\\n\\n')), 150) },
        cancel() { clearInterval(timer); console.log('stream cancelled') } })
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } }) } }`,
  })
  const abort = new AbortController()
  const response = await fetch(url('events'), { signal: abort.signal })
  const reader = readerOf(response)
  const arrivals: number[] = []
  for (let index = 0; index < 3; index++) {
    const { value } = await reader.read()
    expect(new TextDecoder().decode(value)).toBe(`data: ${index}\n\n`)
    arrivals.push(performance.now())
  }
  expect((arrivals[2] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(200)
  abort.abort()
  await logged(/stream cancelled|client left/)
})

test('a request body is streamed: the function answers to the first chunk before the second is sent', async () => {
  const { url } = await startTestHost({
    echo: `export default { fetch: (req: Request) => new Response(req.body) }`,
  })
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const pending = fetch(url('echo'), { method: 'POST', body: readable, duplex: 'half' } as RequestInit)
  void writer.write(new TextEncoder().encode('one'))
  const reader = readerOf(await pending)
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('one')
  void writer.write(new TextEncoder().encode('two'))
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('two')
  await writer.close()
  expect((await reader.read()).done).toBe(true)
})

test('bodies pass as they are: compressed, binary, empty, several cookies', async () => {
  const { url } = await startTestHost({
    raw: `const gzip = (text: string) => new Response(new Response(text).body!.pipeThrough(new CompressionStream('gzip')),
        { headers: [['content-encoding', 'gzip'], ['set-cookie', 'a=1'], ['set-cookie', 'b=2']] })
      export default { fetch: (req: Request) => req.method === 'DELETE' ? new Response(null, { status: 204 }) : gzip('squeezed') }`,
  })
  const response = await fetch(url('raw'))
  expect(await response.text()).toBe('squeezed')
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect((await fetch(url('raw'), { method: 'DELETE' })).status).toBe(204)
})

test('a function without a first byte in time is 504, and later requests are served', async () => {
  const { url } = await startTestHost(
    {
      slow: `export default { fetch: async (req: Request) => {
        if (req.url.endsWith('slow')) await new Promise(() => {})
        return new Response('quick') } }`,
    },
    { limits: { firstByteMs: 300 } },
  )
  const response = await fetch(url('slow'))
  expect([response.status, response.headers.get('sb-error-code')]).toEqual([504, 'IDLE_TIMEOUT'])
  await delay(10)
  expect(await (await fetch(url('slow/now'))).text()).toBe('quick')
})

function readerOf(response: Response) {
  if (!response.body) throw new Error('no body')
  return response.body.getReader()
}
