import { createHash, timingSafeEqual } from 'node:crypto'
import type { ClientSecret, ClientSecretStore } from './client-secret-store.ts'
import { OpenaiError } from './openai-error.ts'

/** Who asks: the holder of the server's key, or of an ephemeral one. */
export type Caller = { kind: 'server' } | { kind: 'ephemeral'; secret: ClientSecret }

const KEY_SUBPROTOCOL = 'openai-insecure-api-key.'

/**
 * Verifies the key of a request: `Authorization: Bearer …`, or, on a WebSocket, the subprotocol that browsers use.
 * Throws an {@link OpenaiError} with status 401. The message never repeats the key.
 */
export function authenticate(headers: Headers, apiKey: string, secrets: ClientSecretStore): Caller {
  const key = bearerKey(headers) ?? subprotocolKey(headers)
  if (key === undefined) throw unauthorized(null, 'You did not provide an API key. Send it as a Bearer token.')
  if (sameKey(key, apiKey)) return { kind: 'server' }
  const secret = secrets.find(key)
  if (secret !== undefined) return { kind: 'ephemeral', secret }
  if (key.startsWith('ek_')) throw unauthorized('invalid_api_key', 'The ephemeral key is unknown or has expired.')
  throw unauthorized('invalid_api_key', 'Incorrect API key provided. It must be the one the stand-in was started with.')
}

function bearerKey(headers: Headers): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
}

function subprotocolKey(headers: Headers): string | undefined {
  const offered = (headers.get('sec-websocket-protocol') ?? '').split(',').map((name) => name.trim())
  return offered.find((name) => name.startsWith(KEY_SUBPROTOCOL))?.slice(KEY_SUBPROTOCOL.length)
}

/** Digests have one length, so that the comparison takes the same time for every key. */
function sameKey(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

function unauthorized(code: string | null, message: string): OpenaiError {
  return new OpenaiError({ status: 401, code, message })
}
