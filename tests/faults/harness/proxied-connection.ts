import { connect, type Socket } from 'node:net'
import { Flow, type FlowMode } from './flow.ts'

/** `up`: from the side that connected to the side that listens. */
export type Direction = 'up' | 'down'

/** One TCP connection through a {@link FaultProxy}: two sockets, and what befalls the bytes between them. */
export class ProxiedConnection {
  /** Whether it became a WebSocket: connections that carry requests may stay open for the next one. */
  isWebSocket = false
  readonly closed: Promise<void>
  readonly #near: Socket
  readonly #far: Socket
  readonly #flows: Record<Direction, Flow>
  #open = 2
  #cutAfter: { direction: Direction; bytes: number } | undefined

  constructor(near: Socket, target: { host: string; port: number }) {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.closed = promise
    this.#near = near.setNoDelay(true)
    this.#far = connect({ ...target, noDelay: true, allowHalfOpen: true })
    near.on('data', this.#notice)
    this.#flows = {
      up: new Flow(near, this.#far, () => this.#count()),
      down: new Flow(this.#far, near, () => this.#count()),
    }
    for (const [socket, direction] of [[near, 'up'] as const, [this.#far, 'down'] as const]) {
      socket.on('error', () => {})
      socket.on('close', () => this.#sideClosed(direction, resolve))
    }
  }

  /** What the direction up does; both do the same unless they were told apart. */
  get mode(): FlowMode {
    return this.#flows.up.mode
  }

  /** What happens from now on. Without a direction: both ways. */
  set(mode: FlowMode, direction?: Direction): void {
    if (direction !== 'down') this.#flows.up.mode = mode
    if (direction !== 'up') this.#flows.down.mode = mode
    // A network that is back answers for what was lost, or for a peer that left meanwhile: this connection is none.
    const torn = this.#flows.up.torn || this.#flows.down.torn
    if (mode !== 'swallow' && (torn || this.#open === 1)) this.cut()
  }

  /** Both ends see the other gone, without a goodbye. */
  cut(): void {
    this.#near.destroy()
    this.#far.destroy()
  }

  /** Cuts once so many further bytes have passed. */
  cutAfter(bytes: number, direction: Direction): void {
    this.#cutAfter = { direction, bytes: this.#flows[direction].passed + bytes }
  }

  /** The connection may have carried requests before. */
  readonly #notice = (bytes: Buffer): void => {
    if (!/^upgrade: websocket/im.test(bytes.toString('latin1'))) return
    this.isWebSocket = true
    this.#near.off('data', this.#notice)
  }

  #count(): void {
    const due = this.#cutAfter
    if (due && this.#flows[due.direction].passed >= due.bytes) this.cut()
  }

  /** A side that goes takes the other along, unless its words are swallowed: so do half-open sockets come about. */
  #sideClosed(direction: Direction, resolve: () => void): void {
    const flow = this.#flows[direction]
    if (flow.mode !== 'swallow') (direction === 'up' ? this.#far : this.#near).destroy()
    flow.stop()
    if (--this.#open === 0) resolve()
  }
}
