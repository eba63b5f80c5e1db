import type { Sql } from 'postgres'
import { AuthError } from './auth-error.ts'
import type { RequestIdentity } from './request-identity.ts'

/**
 * Refuses a token whose session there is not, or no longer, as a hosted project's auth service does: after signing out,
 * and for tokens that were minted for an agent. An `act` is refused whatever else the token says: an agent must not
 * change its person's password. Throws `AuthError`.
 */
export async function requireSession(sql: Sql, identity: RequestIdentity): Promise<RequestIdentity> {
  if (!identity.isUser) return identity
  const { act, session_id: sessionId } = identity.claims
  if (act !== undefined) throw notFound()
  if (sessionId === undefined) return identity
  const [session] = await sql`select from auth.sessions where id::text = ${String(sessionId)}`
  if (!session) throw notFound()
  return identity
}

function notFound(): AuthError {
  return new AuthError(403, 'session_not_found', 'Session from session_id claim in JWT does not exist')
}
