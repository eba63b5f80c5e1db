import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'

export interface ListenOptions {
  /** 0 takes a free one. */
  port: number
  fetch(request: Request): Promise<Response>
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

/** An HTTP server on 127.0.0.1. */
export interface HttpServer {
  url: string
  port: number
  /** Ends at once: open streams and sockets are cut. */
  stop(): Promise<void>
}

/** Listens on 127.0.0.1 alone. Rejects with the error of `net` (`EADDRINUSE`) when the port is taken. */
export async function listen(options: ListenOptions): Promise<HttpServer> {
  const server = createServer(
    getRequestListener((request) => options.fetch(plain(request)), { overrideGlobalObjects: false }),
  )
  const upgraded = new Set<Duplex>()
  // Clients keep connections for a while; one that is closed under a request of theirs fails for no reason.
  server.keepAliveTimeout = 65_000
  server.on('upgrade', (request, socket, head) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    socket.on('error', () => socket.destroy())
    if (options.upgrade) options.upgrade(request, socket, head)
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
  })
  const port = await bind(server, options.port)
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of upgraded) socket.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The adapter's requests only look like the platform's own, which will not copy them. */
function plain(request: Request): Request {
  const { method, headers, body, signal } = request
  return new Request(request.url, { method, headers, body, signal, ...(body ? { duplex: 'half' } : {}) } as RequestInit)
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
