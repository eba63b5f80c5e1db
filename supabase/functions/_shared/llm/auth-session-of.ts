import { ParleyError } from '@parley/shared/parley-error.ts'
import { decodeJwt } from 'jose'
import { z } from 'zod'
import type { User } from '../verify-user.ts'

/**
 * The session of Auth that a verified user's token belongs to: the database knows whether it has ended.
 *
 * @throws {ParleyError} token_invalid for a token that names none
 */
export function authSessionOf(user: User): string {
  const session = z.uuid().safeParse(decodeJwt(user.token).session_id)
  if (!session.success) throw new ParleyError('token_invalid', { cause: new Error('the token names no session') })
  return session.data
}
