import { request as httpRequest, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { forwardedHeaders, HOP_BY_HOP } from './forwarded-headers.ts'
import { functionPath } from './function-path.ts'
import type { FunctionWorker } from './function-worker.ts'
import { PlatformError } from './platform-error.ts'

const BODILESS = new Set([101, 204, 205, 304])

/**
 * Passes one request to a worker and its response back, both streamed. When the client goes away, so does the request.
 *
 * @param onEnd Called once when the exchange is over, the body included, however it ended.
 * @throws PlatformError when there is no response: IDLE_TIMEOUT, WORKER_LIMIT or WORKER_ERROR.
 */
export async function proxyRequest(
  request: Request,
  worker: FunctionWorker,
  requestId: string,
  onEnd: () => void,
): Promise<Response> {
  const url = new URL(request.url)
  const upstream = httpRequest({
    host: '127.0.0.1',
    port: worker.port,
    agent: worker.agent,
    method: request.method,
    path: functionPath(url.pathname + url.search),
    headers: requestHeaders(request, url, requestId),
  })
  const abort = () => upstream.destroy()
  request.signal.addEventListener('abort', abort, { once: true })
  upstream.once('close', () => {
    request.signal.removeEventListener('abort', abort)
    onEnd()
  })
  sendBody(request, upstream)
  return toResponse(await responseOf(upstream, request, worker), request.method, requestId)
}

function requestHeaders(request: Request, url: URL, requestId: string): Record<string, string> {
  const passed = [...request.headers].filter(([name]) => !HOP_BY_HOP.has(name))
  const caller = {
    host: url.host,
    protocol: url.protocol === 'https:' ? 'https' : 'http',
    address: '127.0.0.1',
  } as const
  return {
    ...Object.fromEntries(passed),
    ...forwardedHeaders((name) => request.headers.get(name) ?? undefined, caller),
    'sb-request-id': requestId,
  }
}

function sendBody(request: Request, upstream: ReturnType<typeof httpRequest>): void {
  if (!request.body) {
    upstream.end()
    return
  }
  // Sent chunk by chunk as it comes; a client that stops in the middle takes the request down with it.
  pipeline(Readable.fromWeb(request.body as NodeReadableStream), upstream).catch((error) => upstream.destroy(error))
}

async function responseOf(
  upstream: ReturnType<typeof httpRequest>,
  request: Request,
  worker: FunctionWorker,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const timer = setTimeout(() => {
    reject(new PlatformError('IDLE_TIMEOUT'))
    upstream.destroy()
  }, worker.limits.firstByteMs)
  upstream.once('response', resolve)
  upstream.on('error', reject)
  upstream.once('close', () => reject(new Error('closed without a response')))
  try {
    return await promise
  } catch (error) {
    if (error instanceof PlatformError || request.signal.aborted) throw error
    throw await worker.failure()
  } finally {
    clearTimeout(timer)
  }
}

function toResponse(message: IncomingMessage, method: string, requestId: string): Response {
  const status = message.statusCode ?? 502
  const headers = new Headers()
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    const name = message.rawHeaders[index] ?? ''
    if (!HOP_BY_HOP.has(name.toLowerCase())) headers.append(name, message.rawHeaders[index + 1] ?? '')
  }
  headers.set('sb-request-id', requestId)
  if (status >= 500) headers.set('sb-error-code', 'EDGE_FUNCTION_ERROR')
  // The hosted platform serves no pages from its own domain.
  if (method === 'GET' && headers.get('content-type')?.startsWith('text/html'))
    headers.set('content-type', 'text/plain')
  if (BODILESS.has(status)) message.resume()
  const body = BODILESS.has(status) ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>)
  return new Response(body, { status, headers })
}
