import { ParleyError } from '@parley/shared/parley-error.ts'
import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import { readEnv } from '../read-env.ts'
import { gatewayJwks } from './gateway-jwks.ts'
import {
  GATEWAY_AUDIENCE,
  GATEWAY_TOKEN_TYPE,
  type GatewayClaims,
  gatewayClaims,
  gatewayIssuer,
} from './gateway-token.ts'
import { gatewayTokenEnv } from './gateway-token-env.ts'

/** Built once for the keys that the environment has; importing them takes longer than verifying. */
let cached: { setting: string; keys: ReturnType<typeof createLocalJWKSet>; seen: Map<string, Seen> } | undefined
/** A token that was verified by these keys: it is what it is until it expires. */
type Seen = { claims: GatewayClaims; expiresAt: number }
const MAX_SEEN = 1_000

/**
 * Verifies a gateway token by the gateway's own keys: algorithm, type, issuer and audience are fixed.
 *
 * @throws {ParleyError} token_expired, token_key_unknown, token_audience_differs, token_invalid, server_misconfigured
 */
export async function verifyGatewayToken(token: string): Promise<GatewayClaims> {
  const { keys, seen } = keySet()
  const before = seen.get(token)
  if (before && before.expiresAt > Date.now() / 1000) return before.claims
  const { SUPABASE_URL } = readEnv(gatewayTokenEnv)
  const verified = await jwtVerify(token, keys, {
    algorithms: ['ES256'],
    typ: GATEWAY_TOKEN_TYPE,
    audience: GATEWAY_AUDIENCE,
    issuer: gatewayIssuer(SUPABASE_URL),
    requiredClaims: ['exp', 'iat', 'sub', 'jti'],
  }).catch((error: unknown) => {
    throw refusal(error)
  })
  const claims = gatewayClaims.safeParse(verified.payload)
  if (!claims.success) throw new ParleyError('token_invalid', { cause: claims.error })
  if (seen.size >= MAX_SEEN) seen.clear()
  seen.set(token, { claims: claims.data, expiresAt: verified.payload.exp ?? 0 })
  return claims.data
}

function keySet() {
  const setting = Deno.env.get('LLM_TOKEN_SIGNING_KEYS') ?? ''
  if (cached?.setting !== setting) cached = { setting, keys: createLocalJWKSet(gatewayJwks()), seen: new Map() }
  return cached
}

function refusal(error: unknown): ParleyError {
  if (error instanceof ParleyError) return error
  if (error instanceof errors.JWTExpired) return new ParleyError('token_expired', { cause: error })
  if (error instanceof errors.JWKSNoMatchingKey) return new ParleyError('token_key_unknown', { cause: error })
  const wrongAudience = error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud'
  return new ParleyError(wrongAudience ? 'token_audience_differs' : 'token_invalid', { cause: error })
}
