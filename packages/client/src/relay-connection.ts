import { RELAY_SUBPROTOCOL, TICKET_SUBPROTOCOL_PREFIXES } from '@parley/shared/relay-subprotocols'
import { CallError } from './call-error.ts'
import type { ClientEvent } from './client-event.ts'
import type { ServerEvent } from './server-event.ts'

/** What a connection reports, in this order: one open, any number of events and errors, then one close. */
export type RelayConnectionEvents = {
  onOpen(): void
  onEvent(event: ServerEvent): void
  onError(error: CallError): void
  /** The socket is gone, and not by {@link RelayConnection.close}. */
  onClose(): void
}

const RELAY_CLOSE_TIMEOUT_MS = 1_000

/** One WebSocket to the relay: events in, events out. Knows nothing of calls, turns or devices, and drops nothing. */
export class RelayConnection {
  readonly #socket: WebSocket
  #sentBytes = 0

  /** @param ticket of `call-session`; it travels as a subprotocol that the relay does not echo. */
  constructor(url: string, ticket: string, events: RelayConnectionEvents) {
    this.#socket = new WebSocket(url, [RELAY_SUBPROTOCOL, `${TICKET_SUBPROTOCOL_PREFIXES[0]}${ticket}`])
    this.#socket.onopen = () => events.onOpen()
    this.#socket.onmessage = ({ data }) => {
      const event = parseEvent(data)
      if (event) events.onEvent(event)
      else events.onError(new CallError('server_event_malformed'))
    }
    this.#socket.onclose = () => events.onClose()
  }

  /** Bytes given to the socket, about. */
  get sentBytes(): number {
    return this.#sentBytes
  }

  /** Those of them that have not left. */
  get backlog(): number {
    return this.#socket.bufferedAmount
  }

  /** Sends unless the socket is not open; then false. */
  send(event: ClientEvent): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false
    const text = JSON.stringify(event)
    this.#socket.send(text)
    this.#sentBytes += text.length
    return true
  }

  /** Leaves the last word to the relay, which closes after its farewell; closes when it does not within a second. */
  closeAfterRelay(): void {
    Object.assign(this.#socket, { onopen: null, onmessage: null, onclose: null })
    const timer = setTimeout(() => this.#socket.close(1000), RELAY_CLOSE_TIMEOUT_MS)
    this.#socket.addEventListener('close', () => clearTimeout(timer))
  }

  /** Closes normally. Nothing is reported any more, also where the other end never answers. */
  close(): void {
    Object.assign(this.#socket, { onopen: null, onmessage: null, onclose: null })
    this.#socket.close(1000)
  }
}

function parseEvent(data: unknown): ServerEvent | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const event: unknown = JSON.parse(data)
    const typed = typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string'
    return typed ? (event as ServerEvent) : undefined
  } catch {
    return undefined
  }
}
