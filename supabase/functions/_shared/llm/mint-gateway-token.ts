import { importJWK, SignJWT } from 'jose'
import { readEnv } from '../read-env.ts'
import { GATEWAY_AUDIENCE, GATEWAY_TOKEN_TYPE, type GatewayClaims, gatewayIssuer } from './gateway-token.ts'
import { gatewayTokenEnv } from './gateway-token-env.ts'

/** How long a gateway token is good for, in seconds. */
export const GATEWAY_TOKEN_SECONDS = 900

/**
 * Mints a token that opens the gateway and nothing else: its key is no key of the project, and it says so in type and
 * audience. Who it is for must be proven before, by `verifyUser` and `llm_grant`. Models and limits stand not in it: they
 * are looked up at each request.
 *
 * @throws {ParleyError} server_misconfigured
 */
export async function mintGatewayToken(claims: GatewayClaims): Promise<{ token: string; expiresAt: Date }> {
  const env = readEnv(gatewayTokenEnv)
  const [current] = env.LLM_TOKEN_SIGNING_KEYS
  if (!current) throw new Error('the schema lets no empty list through')
  const { kid, ...key } = current
  const { sub, ...rest } = claims
  const issuedAt = Math.floor(Date.now() / 1000)
  const expiresAt = issuedAt + GATEWAY_TOKEN_SECONDS
  const token = await new SignJWT(rest)
    .setProtectedHeader({ alg: 'ES256', kid, typ: GATEWAY_TOKEN_TYPE })
    .setIssuer(gatewayIssuer(env.SUPABASE_URL))
    .setAudience(GATEWAY_AUDIENCE)
    .setSubject(sub)
    .setJti(crypto.randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(await importJWK(key, 'ES256'))
  return { token, expiresAt: new Date(expiresAt * 1000) }
}
