import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Writes the head of an HTTP response to a socket that Node's HTTP server has let go of. */
export function writeHead(socket: Duplex, status: number, rawHeaders: string[]): void {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`]
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`)
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
}

/** Answers a refused upgrade and closes the connection. */
export async function writeResponse(socket: Duplex, response: Response): Promise<void> {
  if (socket.destroyed) return
  const body = Buffer.from(await response.arrayBuffer())
  const headers = [...response.headers, ['content-length', String(body.length)], ['connection', 'close']]
  writeHead(socket, response.status, headers.flat())
  socket.end(body)
}
