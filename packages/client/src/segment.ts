import type { CallSessionResponse } from '@parley/shared/call-session'
import type { CallError } from './call-error.ts'
import type { CallTiming } from './call-timing.ts'
import type { ClientEvent } from './client-event.ts'
import { Liveness } from './liveness.ts'
import { RelayConnection } from './relay-connection.ts'
import type { ServerEvent } from './server-event.ts'

/** What a segment reports. Nothing comes after `onGone`, and nothing after {@link Segment.close}. */
export type SegmentEvents = {
  onOpen(segment: Segment): void
  onEvent(segment: Segment, event: ServerEvent): void
  onError(error: CallError): void
  /** The socket closed or broke. */
  onGone(segment: Segment): void
}

/** One connection's life, and whether it still lives. What is said over it is others' business. */
export class Segment {
  readonly #connection: RelayConnection
  readonly #timing: CallTiming
  #liveness: Liveness | undefined
  #over = false

  constructor(ticket: Pick<CallSessionResponse, 'url' | 'ticket'>, timing: CallTiming, events: SegmentEvents) {
    this.#timing = timing
    const gone = () => {
      if (this.#over) return
      this.close()
      events.onGone(this)
    }
    this.#connection = new RelayConnection(ticket.url, ticket.ticket, {
      onOpen: () => events.onOpen(this),
      onError: events.onError,
      onClose: gone,
      onEvent: (event) => {
        this.#heard(event, gone)
        events.onEvent(this, event)
      },
    })
  }

  /** Bytes that have been sent and have not left. */
  get backlog(): number {
    return this.#connection.backlog
  }

  send(event: ClientEvent): boolean {
    return !this.#over && this.#connection.send(event)
  }

  /** The network may have changed: something must come soon. */
  probe(): void {
    this.#liveness?.probe()
  }

  close(): void {
    this.#end()
    this.#connection.close()
  }

  /** Leaves it to the relay to close. */
  closeAfterRelay(): void {
    this.#end()
    this.#connection.closeAfterRelay()
  }

  /** Silence means something only once the relay has begun to speak by itself. */
  #heard(event: ServerEvent, onBroken: () => void): void {
    if (event.type === 'relay.session' || event.type === 'relay.heartbeat') {
      const connection = this.#connection
      this.#liveness ??= new Liveness(
        {
          onBroken,
          get backlog() {
            return connection.backlog
          },
          get sentBytes() {
            return connection.sentBytes
          },
        },
        this.#timing,
      )
    }
    this.#liveness?.heard()
  }

  #end(): void {
    this.#over = true
    this.#liveness?.stop()
  }
}
