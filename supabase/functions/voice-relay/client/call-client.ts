import type { ParleyError } from '@parley/shared/parley-error.ts'
import type { RelayEvent } from '@parley/shared/relay-events.ts'
import { WatchedSocket } from '../socket/watched-socket.ts'

const HEARTBEAT_EVERY_MS = 3_000
const SLOW_AFTER_MS = 10_000

/** The client's end of a call, in the words of the relay. */
export class CallClient {
  #socket: WatchedSocket
  #heartbeat: ReturnType<typeof setInterval>

  constructor(socket: WebSocket, options: { onSlow(): void; audioMs(): number }) {
    this.#socket = new WatchedSocket(socket, { slowAfterMs: SLOW_AFTER_MS, onSlow: options.onSlow })
    const beat = () => this.tell({ type: 'relay.heartbeat', audio_ms: options.audioMs() })
    this.#heartbeat = setInterval(beat, HEARTBEAT_EVERY_MS)
  }

  get open(): boolean {
    return this.#socket.open
  }

  /** A frame of the provider, as it is. */
  send(frame: string): void {
    this.#socket.send(frame)
  }

  tell(event: RelayEvent): void {
    this.#socket.sendJson(event)
  }

  fail(error: ParleyError, fatal: boolean, eventId?: string): void {
    this.tell({
      type: 'relay.error',
      error: error.toJSON(),
      fatal,
      ...(eventId === undefined ? {} : { event_id: eventId }),
    })
  }

  close(code: number, reason: string): void {
    clearInterval(this.#heartbeat)
    this.#socket.close(code, reason)
  }
}
