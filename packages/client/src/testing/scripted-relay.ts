import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** A connection that a test plays the relay of. */
export type ScriptedConnection = {
  /** Subprotocols that the client offered. */
  protocols: string[]
  /** Events that came, in order, as parsed JSON. */
  received: Record<string, unknown>[]
  send(...events: object[]): void
  sendRaw(text: string): void
  /** Resolves with the first event of a type, also one that has come already. */
  next(type: string): Promise<Record<string, unknown>>
  close(code?: number): void
  /** As a network that breaks: no close frame. */
  terminate(): void
  closed: Promise<number>
}

/** A relay on a free port of 127.0.0.1 that does only what a test tells it to. */
export async function startScriptedRelay() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'realtime' })
  const connections: ScriptedConnection[] = []
  const waiting: ((connection: ScriptedConnection) => void)[] = []
  server.on('connection', (socket, request) => {
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
    const connection = script(socket, protocols)
    const taker = waiting.shift()
    if (taker) taker(connection)
    else connections.push(connection)
  })
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/voice-relay`,
    connection(): Promise<ScriptedConnection> {
      const ready = connections.shift()
      return ready ? Promise.resolve(ready) : new Promise((resolve) => waiting.push(resolve))
    },
    async stop() {
      for (const socket of server.clients) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function script(socket: WebSocket, protocols: string[]): ScriptedConnection {
  const received: Record<string, unknown>[] = []
  const waiters = new Set<() => void>()
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)))
    for (const waiter of waiters) waiter()
  })
  return {
    protocols,
    received,
    send: (...events) => events.map((event) => socket.send(JSON.stringify(event))),
    sendRaw: (text) => socket.send(text),
    next(type) {
      return new Promise((resolve) => {
        const look = () => {
          const found = received.find((event) => event.type === type)
          if (!found) return
          waiters.delete(look)
          resolve(found)
        }
        waiters.add(look)
        look()
      })
    },
    close: (code = 1000) => socket.close(code),
    terminate: () => socket.terminate(),
    closed: new Promise((resolve) => socket.once('close', resolve)),
  }
}
