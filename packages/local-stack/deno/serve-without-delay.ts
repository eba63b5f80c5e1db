import type { FunctionHandler } from './capture-handler.ts'

type Served = { finished: Promise<void> }
type Internals = {
  serveHttpOnConnection?(
    connection: Deno.Conn,
    signal: AbortSignal,
    handler: Deno.ServeHandler,
    onError: NonNullable<FunctionHandler['onError']>,
    onListen: (scheme: string) => void,
  ): Served
}

// Taken before a function gets to replace them.
const { listen, serve } = Deno

/**
 * `Deno.serve` on a free port of 127.0.0.1 whose connections send at once, as those of the hosted runtime do. Deno
 * leaves Nagle's algorithm on and has no option for it: a small message of a WebSocket then holds back the one after
 * it for up to 40 ms, until the other side has acknowledged it. A Deno without the internal function that this takes
 * serves all the same, with the delay.
 *
 * @returns The port.
 */
export function serveWithoutDelay(
  handler: Deno.ServeHandler,
  onError: FunctionHandler['onError'] = answerFailure,
): number {
  const serveOn = internals().serveHttpOnConnection
  if (!serveOn) return serve({ hostname: '127.0.0.1', port: 0, onListen() {}, onError, handler }).addr.port
  const listener = listen({ hostname: '127.0.0.1', port: 0 })
  const { signal } = new AbortController()
  const take = (connection: Deno.TcpConn) => {
    connection.setNoDelay(true)
    serveOn(connection, signal, handler, onError, () => {}).finished.catch(() => {})
  }
  void acceptAll(listener, take)
  return listener.addr.port
}

function answerFailure(error: unknown): Response {
  console.error(error)
  return new Response('Internal Server Error', { status: 500 })
}

function internals(): Internals {
  const { internal } = Deno as unknown as { internal?: symbol }
  return (internal && (Deno as unknown as Record<symbol, Internals | undefined>)[internal]) || {}
}

async function acceptAll(listener: Deno.TcpListener, take: (connection: Deno.TcpConn) => void): Promise<void> {
  for await (const connection of listener) {
    try {
      take(connection)
    } catch {
      // Gone before it was served; the others go on.
    }
  }
}
