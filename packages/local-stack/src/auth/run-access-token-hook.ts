import type { JWTPayload } from 'jose'
import type { JSONValue, Sql } from 'postgres'
import { z } from 'zod'
import { AuthError } from './auth-error.ts'

const answer = z.object({
  claims: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ http_code: z.number().int().default(500), message: z.string() }).optional(),
})

const required = ['iss', 'sub', 'aud', 'exp', 'iat', 'role', 'session_id'] as const

/**
 * Runs the function of `[auth.hook.custom_access_token]` as `supabase_auth_admin` and returns the claims it made.
 * Only `pg-functions://postgres/<schema>/<function>` is known here. Throws `AuthError`, also when the hook drops a
 * claim that every token needs.
 */
export async function runAccessTokenHook(
  sql: Sql,
  uri: string,
  claims: JWTPayload,
  method: string,
): Promise<JWTPayload> {
  const [, schema, name] = /^pg-functions:\/\/[^/]+\/([^/]+)\/([^/]+)$/.exec(uri) ?? []
  if (!schema || !name)
    throw new AuthError(500, 'hook_failure', `Hook uri must be pg-functions://postgres/<schema>/<function>`)
  const event = { user_id: claims.sub, claims, authentication_method: method } as unknown as JSONValue
  const result = await sql
    .begin(async (tx) => {
      await tx`set local role supabase_auth_admin`
      const [row] = await tx`select ${tx(schema)}.${tx(name)}(${tx.json(event)}::jsonb) as result`
      return row?.result
    })
    .catch(() => {
      throw new AuthError(500, 'hook_failure', 'Error running the custom access token hook')
    })
  const { data } = answer.safeParse(result)
  if (data?.error) throw new AuthError(data.error.http_code, 'hook_failure', data.error.message)
  const missing = required.find((claim) => data?.claims?.[claim] === undefined)
  if (!data?.claims || missing) {
    throw new AuthError(500, 'hook_failure', `The custom access token hook returned no ${missing ?? 'claims'}`)
  }
  return data.claims
}
