import type { Socket } from 'node:net'
import { errorResponse, type Frame, splitFrames } from './wire-frames.ts'

/** What a client asks for in its first message. */
export type StartupRequest = { user: string; database: string; settings: Map<string, string> }

/** Told by the connection what arrives, Terminate (X) included; `closed` comes exactly once. */
export type WireClientEvents = {
  startup(request: StartupRequest): void
  cancel(processId: number, secret: number): void
  message(frame: Frame): void
  closed(): void
}

const protocol3 = 196_608
const cancelRequest = 80_877_102
const encryptionRequests = [80_877_103, 80_877_104]
/** A message may be long (a bind with a document in it), but not without end. */
const maxMessageBytes = 256 << 20
const knownTypes = 'QPBDECSHFXdcfp'

/** One connection: the start-up exchange, cutting bytes into messages, writing, and its end. */
export class WireClient {
  readonly #socket: Socket
  readonly #events: WireClientEvents
  #chunks: Buffer[] = []
  #buffered = 0
  #wanted = 8
  #started = false
  #closed = false

  constructor(socket: Socket, events: WireClientEvents) {
    this.#socket = socket
    this.#events = events
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#receive(chunk))
    socket.on('error', () => this.#close())
    socket.on('end', () => this.#close())
    socket.on('close', () => this.#close())
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Bytes written that the client has not taken yet. */
  get backlog(): number {
    return this.#socket.writableLength
  }

  /** Calls back once the client has taken what was written. */
  onDrain(callback: () => void): void {
    this.#socket.once('drain', callback)
  }

  write(bytes: Buffer): void {
    if (!this.#closed) this.#socket.write(bytes)
  }

  /** Stops or goes on reading: the way to slow a client down that sends faster than its work is done. */
  setReading(reading: boolean): void {
    if (reading) this.#socket.resume()
    else this.#socket.pause()
  }

  /** Ends the connection, with a FATAL error as the last word when one is given. */
  end(lastWord?: Buffer): void {
    if (this.#closed) return
    if (lastWord) this.#socket.end(lastWord)
    else this.#socket.end()
    this.#close()
    // A client that does not read would keep the socket for ever.
    setTimeout(() => this.#socket.destroy(), 2000).unref()
  }

  #close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#chunks = []
    if (!this.#socket.writableEnded) this.#socket.end()
    this.#events.closed()
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#buffered += chunk.length
    while (!this.#closed && this.#buffered >= this.#wanted) {
      const bytes = this.#chunks.length === 1 ? (this.#chunks[0] ?? chunk) : Buffer.concat(this.#chunks)
      const used = this.#started ? this.#readMessages(bytes) : this.#readStartup(bytes)
      const rest = bytes.subarray(used)
      this.#chunks = rest.length > 0 ? [rest] : []
      this.#buffered = rest.length
      if (used === 0) break
    }
  }

  #readMessages(bytes: Buffer): number {
    let used = 0
    for (const message of splitFrames(bytes)) {
      used += message.bytes.length
      if (!knownTypes.includes(message.type)) this.#refuse(`Unknown message type ${JSON.stringify(message.type)}`)
      else this.#events.message(message)
      if (this.#closed) return bytes.length
    }
    this.#expect(bytes, used)
    return used
  }

  /** Waits for the whole next message, so that a long one is not looked at again with every chunk. */
  #expect(bytes: Buffer, at: number): void {
    this.#wanted = 5
    if (bytes.length - at < 5) return
    const length = bytes.readInt32BE(at + 1)
    if (length < 4 || length > maxMessageBytes) this.#refuse(`A message of ${length} bytes is not accepted`)
    this.#wanted = length + 1
  }

  #readStartup(bytes: Buffer): number {
    const length = bytes.readInt32BE(0)
    if (length < 8 || length > 10_000) return this.#refuse('This is not a PostgreSQL start-up message')
    if (bytes.length < length) {
      this.#wanted = length
      return 0
    }
    const code = bytes.readInt32BE(4)
    this.#wanted = 8
    if (encryptionRequests.includes(code)) this.write(Buffer.from('N'))
    else if (code === cancelRequest) this.#cancel(bytes)
    else if (code >> 16 === protocol3 >> 16) this.#start(bytes.subarray(8, length))
    else this.#refuse(`Protocol ${code >> 16}.${code & 0xffff} is not supported: use 3.0`)
    return length
  }

  #cancel(bytes: Buffer): void {
    if (bytes.length >= 16) this.#events.cancel(bytes.readInt32BE(8), bytes.readInt32BE(12))
    this.end()
  }

  #start(body: Buffer): void {
    this.#started = true
    this.#wanted = 5
    const fields = body.toString('utf8').split('\0')
    const settings = new Map<string, string>()
    for (let i = 0; i + 1 < fields.length && fields[i]; i += 2) settings.set(fields[i] ?? '', fields[i + 1] ?? '')
    const user = settings.get('user') ?? 'postgres'
    const database = settings.get('database') ?? user
    for (const name of ['user', 'database', 'replication']) settings.delete(name)
    this.#events.startup({ user, database, settings: expandOptions(settings) })
  }

  #refuse(message: string): number {
    this.end(errorResponse('FATAL', '08P01', message))
    return 0
  }
}

/** `options=-c name=value --name=value` become settings like the others; `_pq_.` extensions are not ours. */
function expandOptions(settings: Map<string, string>): Map<string, string> {
  const options = settings.get('options') ?? ''
  settings.delete('options')
  for (const match of options.matchAll(/(?:-c\s*|--)([\w.-]+)=((?:\\.|[^\s\\])*)/g)) {
    settings.set((match[1] ?? '').replaceAll('-', '_'), (match[2] ?? '').replace(/\\(.)/g, '$1'))
  }
  for (const name of settings.keys()) if (name.startsWith('_pq_.')) settings.delete(name)
  return settings
}
