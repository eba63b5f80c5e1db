import type { Sql } from 'postgres'
import { type RedirectRules, resolveRedirect } from './resolve-redirect.ts'

interface PkceLink {
  sql: Sql
  rules: RedirectRules
  otpExpirySeconds: number
}

/**
 * Answers a link from a mail that was asked for with a code challenge: uses the token up and leads on with a code that
 * only the browser holding the verifier can exchange. A stale or used link leads on with an error, as hosted.
 */
export async function verifyPkceLink(url: URL, { sql, rules, otpExpirySeconds }: PkceLink): Promise<Response> {
  const target = new URL(resolveRedirect(url.searchParams.get('redirect_to'), rules))
  const tokenHash = url.searchParams.get('token')?.slice('pkce_'.length) ?? ''
  const code = await claimToken(sql, tokenHash, otpExpirySeconds)
  if (code) {
    target.searchParams.set('code', code)
  } else {
    const error = {
      error: 'access_denied',
      error_code: 'otp_expired',
      error_description: 'Email link is invalid or has expired',
    }
    for (const [name, value] of Object.entries(error)) target.searchParams.set(name, value)
    target.hash = new URLSearchParams(error).toString()
  }
  return new Response(null, { status: 303, headers: { location: target.toString() } })
}

/** One statement, so that of two clicks at once only one gets a code. */
async function claimToken(sql: Sql, tokenHash: string, otpExpirySeconds: number): Promise<string | undefined> {
  const [flow] = await sql<{ auth_code: string }[]>`
    with claimed as (
      update auth.users set
        confirmation_token = case when confirmation_token = ${tokenHash} then '' else confirmation_token end,
        recovery_token = case when recovery_token = ${tokenHash} then '' else recovery_token end,
        email_confirmed_at = coalesce(email_confirmed_at, now()),
        updated_at = now()
      where (confirmation_token = ${tokenHash} and confirmation_sent_at > now() - make_interval(secs => ${otpExpirySeconds}))
        or (recovery_token = ${tokenHash} and recovery_sent_at > now() - make_interval(secs => ${otpExpirySeconds}))
      returning id
    ), flow as (
      select f.id from auth.flow_state f join claimed on claimed.id = f.user_id
      where f.auth_code is null order by f.created_at desc limit 1
    )
    update auth.flow_state f
    set auth_code = gen_random_uuid()::text, auth_code_issued_at = now(), created_at = now()
    from flow where f.id = flow.id
    returning auth_code`
  return flow?.auth_code
}
