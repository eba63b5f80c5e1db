import { decodeJwt } from 'jose'
import type { Claims, Identity } from './identity.ts'
import { TokenRefused } from './token-refused.ts'

export interface Keys {
  publishableKey: string
  secretKey: string
  verifyToken(jwt: string): Promise<Claims>
}

/**
 * Says who a token is: an API key stands for its role, anything else must be a JWT with `role` and `exp`.
 *
 * @throws TokenRefused with the message a client is to read
 */
export async function identify(token: string, keys: Keys): Promise<Identity> {
  if (token === keys.publishableKey) return { token, role: 'anon', claims: { role: 'anon' } }
  if (token === keys.secretKey) return { token, role: 'service_role', claims: { role: 'service_role' } }
  const unverified = decode(token)
  refuseExpired(unverified)
  const claims = await verify(token, keys)
  const { role, exp } = claims
  if (typeof role !== 'string' || typeof exp !== 'number') {
    throw new TokenRefused('InvalidJWTToken', 'Fields `role` and `exp` are required in JWT')
  }
  return { token, role, claims: { ...claims, role }, expiresAt: exp }
}

function decode(token: string): Claims {
  try {
    return decodeJwt(token)
  } catch {
    throw new TokenRefused('MalformedJWT', 'The token provided is not a valid JWT')
  }
}

/** Before the signature, because verifiers differ in how they name an expired token. */
function refuseExpired({ exp }: Claims): void {
  const age = typeof exp === 'number' ? Math.floor(Date.now() / 1000) - exp : -1
  if (age >= 0) throw new TokenRefused('InvalidJWTToken', `Token has expired ${age} seconds ago`)
}

async function verify(token: string, keys: Keys): Promise<Claims> {
  try {
    return await keys.verifyToken(token)
  } catch {
    throw new TokenRefused('JwtSignatureError', 'Failed to validate JWT signature')
  }
}
