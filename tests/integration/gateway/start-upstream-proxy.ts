import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What becomes of one request, in place of the provider's answer. */
export type Mishap =
  /** An answer of its own. */
  | { status: number; body?: object; headers?: Record<string, string> }
  /** The connection breaks before anything comes. */
  | { drop: true }
  /** The answer breaks off after so many events. */
  | { cutAfter: number }
  /** Each event comes so much later than the one before. */
  | { msBetween: number }

export type SeenRequest = {
  path: string
  headers: IncomingHttpHeaders
  body: Record<string, unknown>
  finished: boolean
}

/** A door in front of a provider, at which requests are seen and befall mishaps: the first in `mishaps` the next one. */
export async function startUpstreamProxy(provider: string) {
  const proxy = {
    seen: [] as SeenRequest[],
    mishaps: [] as Mishap[],
    url: '',
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const seen = { path: request.url ?? '', headers: request.headers, body: JSON.parse(text || '{}'), finished: false }
    proxy.seen.push(seen)
    const mishap = proxy.mishaps.shift()
    if (mishap && 'drop' in mishap) return request.socket.destroy()
    if (mishap && 'status' in mishap) {
      response.writeHead(mishap.status, { 'content-type': 'application/json', ...mishap.headers })
      return response.end(JSON.stringify(mishap.body ?? { error: { message: 'on purpose' } }))
    }
    const answer = await fetch(`${provider}${seen.path.replace(/^\/v1/, '')}`, {
      method: 'POST',
      headers: { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' },
      body: text,
    })
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    const events = (await answer.text()).split(/(?<=\n\n)/)
    for (const [index, event] of events.entries()) {
      if (mishap && 'cutAfter' in mishap && index === mishap.cutAfter) {
        // What was written is to arrive.
        await new Promise((resolve) => setTimeout(resolve, 200))
        return response.destroy()
      }
      response.write(event)
      if (mishap && 'msBetween' in mishap) await new Promise((resolve) => setTimeout(resolve, mishap.msBetween))
    }
    seen.finished = true
    return response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return proxy
}
export type UpstreamProxy = Awaited<ReturnType<typeof startUpstreamProxy>>
