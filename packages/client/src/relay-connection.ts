import { RELAY_SUBPROTOCOL, TICKET_SUBPROTOCOL_PREFIXES } from '@parley/shared/relay-subprotocols'
import { CallError } from './call-error.ts'
import type { ClientEvent } from './client-event.ts'
import type { ServerEvent } from './server-event.ts'

/** What a connection reports, in this order: any number of events and errors, then one close. */
export type RelayConnectionEvents = {
  onEvent(event: ServerEvent): void
  onError(error: CallError): void
  /** The socket is gone, whoever closed it. */
  onClose(): void
}

/** Audio waiting in the socket beyond which further audio is dropped: two seconds as base64 in JSON. */
const AUDIO_BACKLOG_BYTES = 130_000

const RELAY_CLOSE_TIMEOUT_MS = 1_000

/** One WebSocket to the relay: events in, events out. Knows nothing of calls, turns or devices. */
export class RelayConnection {
  readonly #socket: WebSocket

  /** @param ticket of `call-session`; it travels as a subprotocol that the relay does not echo. */
  constructor(url: string, ticket: string, events: RelayConnectionEvents) {
    this.#socket = new WebSocket(url, [RELAY_SUBPROTOCOL, `${TICKET_SUBPROTOCOL_PREFIXES[0]}${ticket}`])
    this.#socket.onmessage = ({ data }) => {
      const event = parseEvent(data)
      if (event) events.onEvent(event)
      else events.onError(new CallError('server_event_malformed'))
    }
    this.#socket.onclose = () => events.onClose()
  }

  /** Sends unless the socket is closed. Stale audio is dropped where the network cannot keep up; nothing else ever is. */
  send(event: ClientEvent): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false
    const late = this.#socket.bufferedAmount > AUDIO_BACKLOG_BYTES
    if (late && event.type === 'input_audio_buffer.append') return false
    this.#socket.send(JSON.stringify(event))
    return true
  }

  /** Closes normally. `onClose` follows. */
  close(): void {
    this.#socket.close(1000)
  }

  /** Leaves the last word to the relay, which closes after `relay.ended`; closes when it does not within a second. */
  closeAfterRelay(): void {
    const timer = setTimeout(() => this.#socket.close(1000), RELAY_CLOSE_TIMEOUT_MS)
    this.#socket.addEventListener('close', () => clearTimeout(timer))
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
