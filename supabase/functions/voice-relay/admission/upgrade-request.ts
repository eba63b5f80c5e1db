/**
 * Takes the request over as a WebSocket that echoes `protocol`. Deno finds an offered subprotocol only where a space
 * follows each comma, as browsers write it; other clients leave it out, so the header is shown to Deno with it.
 */
export function upgradeRequest(request: Request, protocol: string | undefined): Deno.WebSocketUpgrade {
  const offered = request.headers.get('sec-websocket-protocol')
  if (offered !== null) {
    const headers = new Headers(request.headers)
    headers.set('sec-websocket-protocol', offered.split(/\s*,\s*/).join(', '))
    Object.defineProperty(request, 'headers', { value: headers })
  }
  // Pings are the relay's own business: the heartbeat keeps the way open however long a client only listens.
  return Deno.upgradeWebSocket(request, { protocol, idleTimeout: 0 })
}
