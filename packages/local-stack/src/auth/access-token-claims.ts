import type { JWTPayload } from 'jose'
import type { JSONValue, Sql } from 'postgres'
import { AuthError } from './auth-error.ts'
import type { Claims } from './token-authority.ts'

interface UserRow {
  email: string | null
  phone: string | null
  app_metadata: Record<string, JSONValue>
  user_metadata: Record<string, JSONValue>
  is_anonymous: boolean
  banned: boolean
  amr: { method: string; timestamp: number }[] | null
}

/**
 * The claims of a session's token as a hosted project writes them, from the little that the embedded auth service
 * signs. `method` is how the session began; later tokens of it keep the first one. Throws `AuthError` for a banned user.
 */
export async function accessTokenClaims(sql: Sql, inner: Claims, issuer: string, method: string): Promise<JWTPayload> {
  const sessionId = String(inner.session_id)
  await sql`
    insert into auth.mfa_amr_claims (id, session_id, authentication_method)
    select ${crypto.randomUUID()}, ${sessionId}, ${method}
    where not exists (select from auth.mfa_amr_claims where session_id = ${sessionId})`
  const [user] = await sql<UserRow[]>`
    select email, phone, is_anonymous,
      coalesce(raw_app_meta_data, '{}') as app_metadata,
      coalesce(raw_user_meta_data, '{}') as user_metadata,
      coalesce(banned_until > now(), false) as banned,
      (
        select jsonb_agg(jsonb_build_object(
          'method', authentication_method, 'timestamp', extract(epoch from created_at)::bigint
        )) from auth.mfa_amr_claims where session_id = ${sessionId}
      ) as amr
    from auth.users where id = ${inner.sub ?? null}`
  if (!user) throw new AuthError(403, 'user_not_found', 'User from sub claim in JWT does not exist')
  if (user.banned) throw new AuthError(400, 'user_banned', 'User is banned')
  const { email, phone, banned: _, ...rest } = user
  return {
    iss: issuer,
    sub: inner.sub,
    aud: inner.aud,
    exp: inner.exp,
    iat: inner.iat,
    email: email ?? '',
    phone: phone ?? '',
    ...rest,
    role: inner.role,
    aal: 'aal1',
    session_id: sessionId,
  }
}
