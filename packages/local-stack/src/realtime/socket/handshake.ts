import type { IncomingMessage } from 'node:http'
import type { Keys } from '../authorization/identify.ts'
import { identify } from '../authorization/identify.ts'
import type { Identity } from '../authorization/identity.ts'
import { TokenRefused } from '../authorization/token-refused.ts'
import { type ProtocolVersion, protocolVersion } from '../protocol/protocol-version.ts'

/** A handshake that is answered with an HTTP status instead of a WebSocket. */
export class HandshakeRefused extends Error {
  readonly status: 400 | 401 | 404

  constructor(status: HandshakeRefused['status'], message: string) {
    super(message)
    this.name = 'HandshakeRefused'
    this.status = status
  }
}

/**
 * Reads who connects and in which protocol version.
 *
 * @throws HandshakeRefused
 */
export async function handshake(
  request: IncomingMessage,
  keys: Keys,
): Promise<{ identity: Identity; version: ProtocolVersion }> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  if (!pathname.endsWith('/websocket')) throw new HandshakeRefused(404, 'Connect to /realtime/v1/websocket')
  const version = protocolVersion(searchParams.get('vsn'))
  if (!version) throw new HandshakeRefused(400, 'Unknown protocol version: use vsn=1.0.0 or vsn=2.0.0')
  const token = searchParams.get('apikey') || headerOf(request, 'apikey') || headerOf(request, 'x-api-key')
  if (!token) throw new HandshakeRefused(401, 'MissingAPIKey: API key is required')
  try {
    return { identity: await identify(token, keys), version }
  } catch (error) {
    if (error instanceof TokenRefused) throw new HandshakeRefused(401, `${error.code}: ${error.message}`)
    throw error
  }
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}
