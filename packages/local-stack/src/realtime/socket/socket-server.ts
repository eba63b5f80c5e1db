import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { RealtimeServices } from '../realtime-services.ts'
import { HandshakeRefused, handshake } from './handshake.ts'
import { RealtimeSocket } from './realtime-socket.ts'

const MAX_FRAME_BYTES = 5_000_000
const CLOSE_TIMEOUT_MS = 1_000

/** Takes upgrade requests and turns them into Realtime sockets, or answers why not. */
export class SocketServer {
  readonly #services: RealtimeServices
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, clientTracking: true })

  constructor(services: RealtimeServices) {
    this.#services = services
  }

  async handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy())
    try {
      const { identity, version } = await handshake(request, this.#services.keys)
      this.#server.handleUpgrade(request, socket, head, (webSocket) => {
        new RealtimeSocket(webSocket, version, identity, this.#services)
      })
    } catch (error) {
      if (!(error instanceof HandshakeRefused)) this.#services.onError(error)
      refuse(socket, error instanceof HandshakeRefused ? error : undefined)
    }
  }

  /** Closes all sockets as a server does that restarts, and those that do not answer without ceremony. */
  async stop(): Promise<void> {
    const open = [...this.#server.clients]
    for (const webSocket of open) webSocket.close(1012, 'Realtime is restarting')
    const force = setTimeout(() => {
      for (const webSocket of open) webSocket.terminate()
    }, CLOSE_TIMEOUT_MS)
    await Promise.all(open.map((webSocket) => webSocket.readyState !== webSocket.CLOSED && closed(webSocket)))
    clearTimeout(force)
    this.#server.close()
  }
}

function closed(webSocket: { once(event: 'close', listener: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => webSocket.once('close', resolve))
}

function refuse(socket: Duplex, refusal: HandshakeRefused | undefined): void {
  const status = refusal?.status ?? 500
  const body = JSON.stringify({ error: refusal?.message ?? 'Realtime could not open the socket' })
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\n`
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`)
}
