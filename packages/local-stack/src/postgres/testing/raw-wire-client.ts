import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type Frame, frame, splitFrames } from '../wire-frames.ts'

/** A client that speaks the protocol by hand, for tests of what drivers hide. */
export class RawWireClient {
  readonly socket: Socket
  #chunks: Buffer[] = []
  #wake = () => {}

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk) => {
      this.#chunks.push(chunk)
      this.#wake()
    })
    socket.on('end', () => this.#wake())
    socket.on('close', () => this.#wake())
    socket.on('error', () => {})
  }

  /** Connects and waits until the server is ready, or has refused. */
  static async connect(url: string, settings: Record<string, string> = {}): Promise<RawWireClient> {
    const { port, hostname, username } = new URL(url)
    const client = new RawWireClient(connect(Number(port), hostname))
    await once(client.socket, 'connect')
    const fields = Object.entries({ user: username, database: 'postgres', ...settings }).flat()
    const body = Buffer.from(`\0\x03\0\0${fields.join('\0')}\0\0`, 'latin1')
    const length = Buffer.alloc(4)
    length.writeInt32BE(body.length + 4)
    client.socket.write(Buffer.concat([length, body]))
    return client
  }

  send(...messages: Buffer[]): void {
    this.socket.write(Buffer.concat(messages))
  }

  /** Waits for so many ReadyForQuery (or the end), and returns all messages up to there, first ones included once. */
  async ready(count = 1): Promise<Frame[]> {
    return await this.until((frames) => frames.filter(({ type }) => type === 'Z').length >= count)
  }

  /** Waits until the messages that came since the last call satisfy the condition, or the connection has ended. */
  async until(enough: (frames: Frame[]) => boolean): Promise<Frame[]> {
    for (;;) {
      const received = Buffer.concat(this.#chunks)
      const frames = [...splitFrames(received)]
      if (enough(frames) || this.socket.closed || this.socket.readableEnded) {
        this.#chunks = []
        return frames
      }
      this.#chunks = [received]
      await new Promise<void>((resolve) => {
        this.#wake = () => setTimeout(resolve, 1)
      })
    }
  }
}

export const query = (sql: string) => frame('Q', sql)
export const parse = (name: string, sql: string) => frame('P', name, sql, Buffer.alloc(2))
export const bind = (statement: string) => frame('B', '', statement, Buffer.alloc(6))
export const execute = () => frame('E', '', Buffer.alloc(4))
export const sync = () => frame('S')
export const flush = () => frame('H')

/** The messages' types as one word: `12DCZ`. */
export function types(frames: Frame[]): string {
  return frames.map(({ type }) => type).join('')
}

/** The first column of the rows, as text. */
export function firstColumn(frames: Frame[]): string[] {
  const rows = frames.filter(({ type }) => type === 'D')
  return rows.map(({ body }) => body.toString('utf8', 6, 6 + body.readInt32BE(2)))
}
