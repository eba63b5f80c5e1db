import type { ClientSession } from './client-session.ts'
import { readString, type TransactionStatus } from './wire-frames.ts'

/** A notification as the engine reported it. */
export type Notification = { channel: string; payload: string }

/**
 * Reads what the engine answers to one client's message: rows pass as they came, ReadyForQuery is kept back (PGlite
 * sends one too many after an error in a pipeline), notifications are collected for the router, and parameters are
 * reported only when they changed for this client.
 */
export class OutputFilter {
  readonly #session: ClientSession
  readonly #send: (bytes: Buffer) => void
  #rest: Buffer = Buffer.alloc(0)

  /** type letters of the messages seen, rows left out */
  readonly seen = new Set<string>()
  readonly commandTags: string[] = []
  readonly notifications: Notification[] = []
  status: TransactionStatus | undefined
  authorizationWasReset = false
  copyInResponses = 0

  constructor(session: ClientSession, send: (bytes: Buffer) => void) {
    this.#session = session
    this.#send = send
  }

  /** Takes bytes cut anywhere. */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    let at = 0
    let passFrom = 0
    while (at + 5 <= bytes.length) {
      const end = at + 1 + bytes.readInt32BE(at + 1)
      if (end > bytes.length) break
      const type = bytes[at] ?? 0
      if (type !== dataRow && type !== copyData) {
        const replacement = this.#read(String.fromCharCode(type), bytes.subarray(at, end))
        if (replacement) {
          if (at > passFrom) this.#send(bytes.subarray(passFrom, at))
          if (replacement.length > 0) this.#send(replacement)
          passFrom = end
        }
      }
      at = end
    }
    if (at > passFrom) this.#send(bytes.subarray(passFrom, at))
    this.#rest = bytes.subarray(at)
  }

  /** Undefined: pass the message as it is. An empty buffer: keep it back. */
  #read(type: string, bytes: Buffer): Buffer | undefined {
    this.seen.add(type)
    const body = bytes.subarray(5)
    if (type === 'Z') return this.#readStatus(body)
    if (type === 'A') return this.#readNotification(body)
    if (type === 'S') return this.#readParameter(body)
    if (type === 'C') this.commandTags.push(readString(body, 0).text)
    if (type === 'G') this.copyInResponses++
    if (type === 'E') return this.#withoutPrefix(bytes)
    return undefined
  }

  #readStatus(body: Buffer): Buffer {
    this.status = String.fromCharCode(body[0] ?? 0) as TransactionStatus
    return nothing
  }

  #readNotification(body: Buffer): Buffer {
    const { text: channel, next } = readString(body, 4)
    this.notifications.push({ channel, payload: readString(body, next).text })
    return nothing
  }

  #readParameter(body: Buffer): Buffer | undefined {
    const { text: name, next } = readString(body, 0)
    const { text: value } = readString(body, next)
    if (name === 'session_authorization' && value === '') {
      this.authorizationWasReset = true
      return nothing
    }
    if (this.#session.reported.get(name) === value) return nothing
    this.#session.reported.set(name, value)
    return undefined
  }

  /** Errors name prepared statements as the client does. */
  #withoutPrefix(bytes: Buffer): Buffer | undefined {
    const { prefix } = this.#session.statements
    if (!bytes.includes(prefix)) return undefined
    const body = Buffer.from(bytes.toString('utf8', 5).replaceAll(prefix, ''))
    const head = Buffer.from(bytes.subarray(0, 5))
    head.writeInt32BE(body.length + 4, 1)
    return Buffer.concat([head, body])
  }
}

const dataRow = 'D'.charCodeAt(0)
const copyData = 'd'.charCodeAt(0)
const nothing = Buffer.alloc(0)
