import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { allowAnyOrigin, preflight } from './cors.ts'
import { listen } from './listen.ts'

/** What stands behind the gateway. Paths arrive whole (`/rest/v1/…`). */
export interface GatewayServices {
  api: { fetch(request: Request): Promise<Response> }
  realtime?: {
    fetch(request: Request): Promise<Response>
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  }
  functions?: {
    fetch(request: Request, name: string): Promise<Response>
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, name: string): void
  }
}

export interface Gateway {
  url: string
  port: number
  /** Until this is called, every request is answered with 503. */
  open(services: GatewayServices): void
  stop(): Promise<void>
}

export interface GatewayOptions {
  port: number
  /** Told about what went wrong inside; callers only hear that something did. */
  onError(error: unknown, path: string): void
}

const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']

/** One HTTP server in front of everything. It binds its port first, so that the URL is known while the rest starts. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  let services: GatewayServices | undefined
  const server = await listen({
    port: options.port,
    fetch: async (request) => {
      const path = new URL(request.url).pathname
      const id = request.headers.get('x-request-id') ?? crypto.randomUUID()
      const response = await route(request, path, services).catch((error) => {
        options.onError(error, path)
        return Response.json({ message: 'Internal server error', request_id: id }, { status: 500 })
      })
      return finish(response, id, path)
    },
    upgrade: (request, socket, head) => {
      try {
        routeUpgrade(request, socket, head, services)
      } catch (error) {
        options.onError(error, request.url?.split('?')[0] ?? '')
        refuse(socket, '500 Internal Server Error')
      }
    },
  })
  return {
    url: server.url,
    port: server.port,
    open: (opened) => {
      services = opened
    },
    stop: server.stop,
  }
}

async function route(request: Request, path: string, services: GatewayServices | undefined): Promise<Response> {
  if (!services) return Response.json({ message: 'The stack is starting' }, { status: 503 })
  if (path === '/health') return Response.json({ status: 'ok' })
  const name = functionName(path)
  // Functions answer preflights themselves: their CORS headers are part of what is deployed.
  if (name && services.functions) return services.functions.fetch(request, name)
  if (request.method === 'OPTIONS') return preflight(request)
  if (/^\/(auth|rest|storage)\/v1(\/|$)/.test(path)) return services.api.fetch(request)
  if (/^\/realtime\/v1(\/|$)/.test(path) && services.realtime) return services.realtime.fetch(request)
  const known = '/auth/v1, /rest/v1, /storage/v1, /realtime/v1, /functions/v1/<name>, /health'
  return Response.json({ message: `Nothing is served at ${path}. There are ${known}.` }, { status: 404 })
}

function routeUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  services: GatewayServices | undefined,
): void {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  const name = functionName(path)
  if (!services) refuse(socket, '503 Service Unavailable')
  else if (path.startsWith('/realtime/v1/') && services.realtime) services.realtime.handleUpgrade(request, socket, head)
  else if (name && services.functions) services.functions.handleUpgrade(request, socket, head, name)
  else refuse(socket, '404 Not Found')
}

function finish(response: Response, requestId: string, path: string): Response {
  const headers = new Headers(response.headers)
  for (const name of hopByHop) headers.delete(name)
  if (!functionName(path)) allowAnyOrigin(headers)
  headers.set('x-request-id', requestId)
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}

function functionName(path: string): string | undefined {
  return /^\/functions\/v1\/([A-Za-z][A-Za-z0-9_-]*)(?:\/|$)/.exec(path)?.[1]
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
