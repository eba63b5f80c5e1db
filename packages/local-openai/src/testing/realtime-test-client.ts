import type { IncomingMessage } from 'node:http'
import type { RealtimeClientEvent, RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import { WebSocket } from 'ws'
import { ChangeSignal } from './change-signal.ts'

type EventOf<Type extends RealtimeServerEvent['type']> = Extract<RealtimeServerEvent, { type: Type }>

/** A refused handshake, with OpenAI's error body. */
export class HandshakeRefused extends Error {
  readonly status: number
  readonly body: unknown

  constructor(status: number, body: unknown) {
    super(`The handshake was refused with ${status}.`)
    this.status = status
    this.body = body
  }
}

/** A bare client of the Realtime API, for tests: sends events, keeps what comes, waits for what must come. */
export class RealtimeTestClient {
  readonly events: RealtimeServerEvent[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  readonly #socket: WebSocket
  readonly #changed = new ChangeSignal()
  /** Events that an earlier `next` has handed out. */
  #seen = new Set<RealtimeServerEvent>()

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => {
      this.events.push(JSON.parse(data.toString()) as RealtimeServerEvent)
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

  /** Opens a session. `key` goes as a header, or as a subprotocol when `inSubprotocol`. */
  static connect(url: string, key: string, options: { inSubprotocol?: boolean } = {}): Promise<RealtimeTestClient> {
    const protocols = options.inSubprotocol ? ['realtime', `openai-insecure-api-key.${key}`] : ['realtime']
    const headers = options.inSubprotocol ? {} : { authorization: `Bearer ${key}` }
    const socket = new WebSocket(url, protocols, { headers })
    const client = new RealtimeTestClient(socket)
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(client))
      socket.once('error', reject)
      socket.once('unexpected-response', (_request, response) => void refused(response).then(reject))
    })
  }

  get protocol(): string {
    return this.#socket.protocol
  }

  send(event: RealtimeClientEvent): void {
    this.sendRaw(JSON.stringify(event))
  }

  sendRaw(frame: string | Buffer): void {
    this.#socket.send(frame)
  }

  /** Sends 16-bit samples at 24 kHz in frames of `frameMs`, `speedup` times as fast as one speaks. */
  async speak(samples: Int16Array, { frameMs = 100, speedup = 4 } = {}): Promise<void> {
    const size = frameMs * 24
    const startedAt = performance.now()
    for (let start = 0; start < samples.length; start += size) {
      const piece = samples.slice(start, start + size)
      this.send({ type: 'input_audio_buffer.append', audio: Buffer.from(piece.buffer).toString('base64') })
      const wait = startedAt + (start + size) / 24 / speedup - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }

  /** The next event of a type that no earlier call has returned. Rejects after `timeoutMs`, or when the socket closes. */
  async next<Type extends RealtimeServerEvent['type']>(type: Type, timeoutMs = 10_000): Promise<EventOf<Type>> {
    const deadline = performance.now() + timeoutMs
    for (;;) {
      const found = this.events.find((event) => event.type === type && !this.#seen.has(event))
      if (found !== undefined) {
        this.#seen.add(found)
        return found as EventOf<Type>
      }
      const left = deadline - performance.now()
      if (left <= 0 || this.#socket.readyState === WebSocket.CLOSED) throw this.#missing(type)
      await this.#changed.wait(left)
    }
  }

  all<Type extends RealtimeServerEvent['type']>(type: Type): Array<EventOf<Type>> {
    return this.events.filter((event): event is EventOf<Type> => event.type === type)
  }

  only<Type extends RealtimeServerEvent['type']>(type: Type): EventOf<Type> {
    const [event, ...others] = this.all(type)
    if (event === undefined || others.length > 0) throw new Error(`Expected one ${type}, got ${this.all(type).length}.`)
    return event
  }

  /** Everything the assistant said. */
  transcript(): string {
    return this.all('response.output_audio_transcript.delta')
      .map((event) => event.delta)
      .join('')
  }

  /** All audio that came, as samples at 24 kHz. */
  audio(): Int16Array {
    const bytes = Buffer.concat(
      this.all('response.output_audio.delta').map(({ delta }) => Buffer.from(delta, 'base64')),
    )
    return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  }

  close(): void {
    this.#socket.terminate()
  }

  #missing(type: string): Error {
    const errors = this.all('error').map((event) => event.error.message)
    return new Error(`No ${type} came. Last: ${this.events.at(-1)?.type ?? 'nothing'}. Errors: ${errors.join(' | ')}`)
  }
}

async function refused(response: IncomingMessage): Promise<HandshakeRefused> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return new HandshakeRefused(response.statusCode ?? 0, JSON.parse(Buffer.concat(chunks).toString()))
}
