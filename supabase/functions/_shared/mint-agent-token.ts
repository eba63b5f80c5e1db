import { importJWK, SignJWT } from 'jose'
import { z } from 'zod'
import { agentTokenEnv } from './agent-token-env.ts'
import { readEnv } from './read-env.ts'

const DEFAULT_SECONDS = 300
const MAX_SECONDS = 900

const order = z.strictObject({
  /** The person, as proven by `verifyUser` or by a redeemed ticket; never as named by a body, a header or a model. */
  personId: z.uuid(),
  /** The agent that acts. */
  agentId: z.uuid(),
  /** How long the token is good for: five minutes where nothing is said, fifteen at most. */
  lifetimeSeconds: z.number().int().min(1).max(MAX_SECONDS).default(DEFAULT_SECONDS),
})

/** A token that speaks for a person, and says that an agent uses it. */
export type AgentToken = { token: string; expiresAt: Date }

/**
 * Mints the token with which an agent works for a person (RFC 8693: `sub` is the person, `act.sub` the agent). The data
 * API and Realtime take it like a session's; policies hold it to less than the person (`private.is_ai()`). Nothing else
 * mints such tokens. It stays on the server: hand it to a client of the data API, not to a browser, a model or a log.
 *
 * `session_id` names no session: Auth, which looks for it, refuses the token, so that no agent changes its person's
 * password or address.
 *
 * @example const { token } = await mintAgentToken({ personId: user.id, agentId })
 * @throws {ParleyError} server_misconfigured
 * @throws {z.ZodError} ids that are none, a lifetime over the limit: faults of the caller, not of a request
 */
export async function mintAgentToken(of: z.input<typeof order>): Promise<AgentToken> {
  const { personId, agentId, lifetimeSeconds } = order.parse(of)
  const env = readEnv(agentTokenEnv)
  const { kid, ...key } = env.AGENT_TOKEN_SIGNING_KEY
  const id = crypto.randomUUID()
  const issuedAt = Math.floor(Date.now() / 1000)
  const expiresAt = issuedAt + lifetimeSeconds
  const token = await new SignJWT({ role: 'authenticated', act: { sub: agentId }, session_id: id })
    .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
    .setIssuer(env.AGENT_TOKEN_ISSUER ?? `${env.SUPABASE_URL.replace(/\/$/, '')}/auth/v1`)
    .setAudience('authenticated')
    .setSubject(personId)
    .setJti(id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(await importJWK(key, 'ES256'))
  return { token, expiresAt: new Date(expiresAt * 1000) }
}
