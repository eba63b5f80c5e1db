import { type AddressInfo, createServer, type Server } from 'node:net'
import type { FlowMode } from './flow.ts'
import { type Direction, ProxiedConnection } from './proxied-connection.ts'

/**
 * A TCP proxy on 127.0.0.1 whose connections a test cuts, slows, holds or lets go deaf. It knows nothing of what it
 * carries but whether that became a WebSocket.
 *
 *     const proxy = await FaultProxy.start()
 *     proxy.target = stack.apiUrl
 *     proxy.cut()
 */
export class FaultProxy {
  /** Where connections go: any URL; only host and port count. New connections are refused without it. */
  target: string | undefined
  /** New connections are reset. */
  refusing = false
  readonly #server: Server
  readonly #connections = new Set<ProxiedConnection>()
  #newMode: FlowMode = 'pass'

  private constructor() {
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      if (this.refusing || this.target === undefined) {
        socket.on('error', () => {})
        socket.resetAndDestroy()
        return
      }
      const { hostname, port } = new URL(this.target)
      const connection = new ProxiedConnection(socket, { host: hostname, port: Number(port) })
      if (this.#newMode !== 'pass') connection.set(this.#newMode)
      this.#connections.add(connection)
      void connection.closed.then(() => this.#connections.delete(connection))
    })
  }

  static async start(): Promise<FaultProxy> {
    const proxy = new FaultProxy()
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject)
      proxy.#server.listen(0, '127.0.0.1', resolve)
    })
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Open ones, oldest first. */
  get connections(): readonly ProxiedConnection[] {
    return [...this.#connections]
  }

  /** Open WebSockets, oldest first. */
  get sockets(): readonly ProxiedConnection[] {
    return this.connections.filter((connection) => connection.isWebSocket)
  }

  /** Resets every connection. New ones pass. */
  cut(): void {
    for (const connection of this.#connections) connection.cut()
  }

  /** For all connections that there are and, without a direction, for those that come. `'pass'` mends it. */
  set(mode: FlowMode, direction?: Direction): void {
    if (direction === undefined) this.#newMode = mode
    for (const connection of this.#connections) connection.set(mode, direction)
  }

  /** The network is gone: what stands is reset, what comes is refused. Call the result when it is back. */
  down(): () => void {
    this.refusing = true
    this.cut()
    return () => {
      this.refusing = false
    }
  }

  async stop(): Promise<void> {
    this.refusing = true
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
