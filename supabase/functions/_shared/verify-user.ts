import { ParleyError } from '@parley/shared/parley-error.ts'
import { verifyCredentials } from '@supabase/server/core'

/** A signed-in user, proven by their token, which PostgREST takes as it is. */
export type User = { id: string; token: string }

/**
 * Verifies a session token against the project's signing keys. It is the only source of identity: neither bodies nor
 * headers such as x-user-id are read. Anonymous and service tokens are no users, and neither is an agent that acts for
 * one (`act`).
 *
 * @throws {ParleyError} not_authenticated, token_expired, token_invalid, agent_not_allowed, server_misconfigured
 */
export async function verifyUser(token: string | null): Promise<User> {
  if (token === null || token === '') throw new ParleyError('not_authenticated')
  const { data, error } = await verifyCredentials({ token, apikey: null }, { auth: 'user', audience: 'authenticated' })
  if (error) throw toAuthError(error)
  if (data.jwtClaims?.role !== 'authenticated' || data.userClaims === null) throw new ParleyError('token_invalid')
  if ('act' in data.jwtClaims) throw new ParleyError('agent_not_allowed')
  return { id: data.userClaims.id, token }
}

function toAuthError(error: { status: number; message: string; cause?: unknown }): ParleyError {
  if (error.status >= 500) return new ParleyError('server_misconfigured', { cause: error })
  const cause = error.cause as { code?: string } | undefined
  return new ParleyError(cause?.code === 'ERR_JWT_EXPIRED' ? 'token_expired' : 'token_invalid', { cause: error })
}
