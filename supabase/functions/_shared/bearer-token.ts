import { extractCredentials } from '@supabase/server/core'

/** The token of the Authorization header, or null. API keys, which older clients put there too, are no tokens. */
export function bearerToken(request: Request): string | null {
  const { token } = extractCredentials(request)
  return token === null || token.startsWith('sb_') ? null : token
}
