import type { Sql } from 'postgres'
import { accessTokenClaims } from './access-token-claims.ts'
import { runAccessTokenHook } from './run-access-token-hook.ts'
import type { TokenAuthority } from './token-authority.ts'

/** Turns answers of the embedded auth service into a hosted project's: every access token in them becomes ES256. */
export interface SessionSigner {
  /** `method` is how the caller proved who they are, for the `amr` claim of new sessions. */
  resign(response: Response, method: string): Promise<Response>
}

/** `hookUri`: the function of `[auth.hook.custom_access_token]`, when it is enabled. */
export function createSessionSigner(sql: Sql, tokens: TokenAuthority, hookUri: string | undefined): SessionSigner {
  async function resignToken(token: string, method: string): Promise<string> {
    const inner = await tokens.readInnerToken(token)
    const claims = await accessTokenClaims(sql, inner, tokens.issuer, method)
    return tokens.sign(hookUri ? await runAccessTokenHook(sql, hookUri, claims, method) : claims)
  }

  async function resignLocation(location: string, method: string): Promise<string> {
    const url = new URL(location)
    const fragment = new URLSearchParams(url.hash.slice(1))
    for (const params of [url.searchParams, fragment]) {
      const token = params.get('access_token')
      if (token) params.set('access_token', await resignToken(token, method))
    }
    if (fragment.size > 0) url.hash = fragment.toString()
    return url.toString()
  }

  return {
    async resign(response, method) {
      const location = response.headers.get('location')
      if (location?.includes('access_token=')) {
        const headers = new Headers(response.headers)
        headers.set('location', await resignLocation(location, method))
        return new Response(response.body, { status: response.status, headers })
      }
      if (!response.ok || !response.headers.get('content-type')?.includes('json')) return response
      const body = (await response.json()) as { access_token?: unknown } | null
      if (body && typeof body.access_token === 'string')
        body.access_token = await resignToken(body.access_token, method)
      const headers = new Headers(response.headers)
      headers.delete('content-length')
      return new Response(JSON.stringify(body), { status: response.status, headers })
    },
  }
}
