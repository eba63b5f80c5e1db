import { request as httpRequest, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { forwardedHeaders } from './forwarded-headers.ts'
import { functionPath } from './function-path.ts'
import type { FunctionWorker } from './function-worker.ts'
import { PlatformError } from './platform-error.ts'
import { writeHead } from './write-response.ts'

/**
 * Passes a WebSocket upgrade to a worker, headers untouched but for the forwarded ones. After the handshake the two
 * sockets are joined byte for byte: no frame is looked at.
 *
 * @returns The status that the worker answered, once its head has been written.
 * @throws PlatformError when there is no answer: IDLE_TIMEOUT, WORKER_LIMIT or WORKER_ERROR.
 */
export async function proxyUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  worker: FunctionWorker,
  requestId: string,
): Promise<number> {
  const upstream = httpRequest({
    host: '127.0.0.1',
    port: worker.port,
    agent: false,
    method: request.method,
    path: functionPath(request.url ?? '/'),
    headers: upgradeHeaders(request, socket, requestId),
  })
  const abort = () => upstream.destroy()
  socket.once('close', abort)
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const timer = setTimeout(() => {
    reject(new PlatformError('IDLE_TIMEOUT'))
    upstream.destroy()
  }, worker.limits.firstByteMs)
  upstream.once('upgrade', (response, upstreamSocket, upstreamHead) => {
    writeHead(socket, response.statusCode ?? 101, response.rawHeaders)
    join(socket, head, upstreamSocket, upstreamHead)
    resolve(101)
  })
  upstream.once('response', (response) => {
    writeHead(socket, response.statusCode ?? 502, withoutFraming(response.rawHeaders))
    response.pipe(socket)
    resolve(response.statusCode ?? 502)
  })
  upstream.on('error', reject)
  upstream.once('close', () => reject(new Error('closed without a response')))
  upstream.end()
  try {
    return await promise
  } catch (error) {
    throw error instanceof PlatformError || socket.destroyed ? error : await worker.failure()
  } finally {
    clearTimeout(timer)
  }
}

function upgradeHeaders(request: IncomingMessage, socket: Duplex, requestId: string) {
  const first = (name: string) => [request.headers[name]].flat()[0]
  const address = (socket as Socket).remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1'
  const caller = { host: request.headers.host ?? '127.0.0.1', protocol: 'http', address } as const
  return { ...request.headers, ...forwardedHeaders(first, caller), 'sb-request-id': requestId }
}

function join(socket: Duplex, head: Buffer, upstream: Duplex, upstreamHead: Buffer): void {
  for (const side of [socket, upstream]) {
    if ('setNoDelay' in side) (side as Socket).setNoDelay(true)
    if ('setTimeout' in side) (side as Socket).setTimeout(0)
  }
  if (head.length > 0) upstream.write(head)
  if (upstreamHead.length > 0) socket.write(upstreamHead)
  socket.pipe(upstream).pipe(socket)
  const close = () => {
    socket.destroy()
    upstream.destroy()
  }
  for (const side of [socket, upstream]) side.on('error', close).once('close', close)
}

/** A refused upgrade ends with the connection, which says where its body ends; nobody sends a second request on it. */
function withoutFraming(rawHeaders: string[]): string[] {
  const kept = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && !['transfer-encoding', 'connection'].includes(name.toLowerCase())
      ? [name, rawHeaders[index + 1] ?? '']
      : [],
  )
  return [...kept, 'connection', 'close']
}
