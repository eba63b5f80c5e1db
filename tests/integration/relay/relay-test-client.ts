import type { IncomingMessage } from 'node:http'
import { ChangeSignal } from '@parley/local-openai/testing/change-signal'
import { WebSocket } from 'ws'

/** A frame of the relay, as loosely as a test wants it. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into events of many shapes
export type RelayFrame = { type: string } & Record<string, any>

/** A refused handshake, with its JSON body. */
export class HandshakeRefused extends Error {
  readonly status: number
  readonly body: RelayFrame

  constructor(status: number, body: RelayFrame) {
    super(`The handshake was refused with ${status}.`)
    this.status = status
    this.body = body
  }
}

export type ConnectOptions = { ticket?: string; bearer?: string; origin?: string; prefix?: string }

/** A bare client of the relay: sends frames, keeps what comes, waits for what must come. */
export class RelayTestClient {
  readonly frames: RelayFrame[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  readonly socket: WebSocket
  #seen = new Set<RelayFrame>()
  readonly #changed = new ChangeSignal()

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(data.toString()))
      this.#changed.wake()
    })
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() })
        this.#changed.wake()
      })
    })
    socket.on('error', () => {})
  }

  static connect(url: string, { ticket, bearer, origin, prefix = 'parley-ticket.' }: ConnectOptions = {}) {
    const protocols = ticket === undefined ? ['realtime'] : ['realtime', `${prefix}${ticket}`]
    const headers = { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...(origin ? { origin } : {}) }
    const socket = new WebSocket(url, protocols, { headers })
    const client = new RelayTestClient(socket)
    return new Promise<RelayTestClient>((resolve, reject) => {
      socket.once('open', () => resolve(client))
      socket.once('error', reject)
      socket.once('unexpected-response', (_request, response) => void refusal(response).then(reject))
    })
  }

  send(event: object): void {
    this.sendRaw(JSON.stringify(event))
  }

  sendRaw(frame: string | Buffer): void {
    this.socket.send(frame)
  }

  /** Silence, in frames of 100 ms, at once: scripted stand-ins count audio, they do not listen. */
  sendAudio(ms: number): void {
    const audio = Buffer.alloc(4800).toString('base64')
    for (let sent = 0; sent < ms; sent += 100) this.send({ type: 'input_audio_buffer.append', audio })
  }

  /** The next frame of a type that no earlier call has returned. Rejects in time, with what came instead. */
  async next(
    type: string,
    where: (frame: RelayFrame) => boolean = () => true,
    timeoutMs = 10_000,
  ): Promise<RelayFrame> {
    const deadline = performance.now() + timeoutMs
    for (;;) {
      const found = this.frames.find((frame) => frame.type === type && !this.#seen.has(frame) && where(frame))
      if (found !== undefined) {
        this.#seen.add(found)
        return found
      }
      const left = deadline - performance.now()
      if (left <= 0 || this.socket.readyState === WebSocket.CLOSED) throw this.#missing(type)
      await this.#changed.wait(left)
    }
  }

  all(type: string): RelayFrame[] {
    return this.frames.filter((frame) => frame.type === type)
  }

  /** Item ids that the relay has reported as stored. */
  get persisted(): string[] {
    return this.all('relay.persisted').flatMap((frame) => frame.item_ids as string[])
  }

  #missing(type: string): Error {
    const types = this.frames.map((frame) => frame.type).filter((name) => !name.endsWith('.delta'))
    const errors = this.frames.filter((frame) => frame.error).map((frame) => JSON.stringify(frame.error))
    return new Error(`No ${type} came, but ${types.join(', ')}. Errors: ${errors.join(' | ')}`)
  }
}

async function refusal(response: IncomingMessage): Promise<HandshakeRefused> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return new HandshakeRefused(response.statusCode ?? 0, JSON.parse(Buffer.concat(chunks).toString() || '{}'))
}
