import { readEnv } from '../read-env.ts'
import { gatewayTokenEnv } from './gateway-token-env.ts'

/**
 * The public halves of the gateway's keys, as a JWK set: the current one and those before it.
 *
 * @throws {ParleyError} server_misconfigured
 */
export function gatewayJwks() {
  const keys = readEnv(gatewayTokenEnv).LLM_TOKEN_SIGNING_KEYS
  return { keys: keys.map(({ d: _private, ...key }) => ({ ...key, alg: 'ES256', use: 'sig' })) }
}
