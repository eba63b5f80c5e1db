/**
 * What the sign-in link brought back instead of a session (`#error=…&error_code=…` or the same in the query), as a
 * person understands it; `null` when there is nothing of the kind.
 */
export function authRedirectProblem(address: string): string | null {
  const { hash, search } = new URL(address)
  const sources = [new URLSearchParams(hash.slice(1)), new URLSearchParams(search)]
  const found = sources.find((parameters) => parameters.has('error_code') || parameters.has('error_description'))
  if (!found) return null
  const code = found.get('error_code')
  if (code === 'otp_expired' || code === 'flow_state_expired') {
    return 'This sign-in link has expired or was used before. Ask for a new one.'
  }
  if (code === 'access_denied' || found.get('error') === 'access_denied') {
    return 'This sign-in link is not valid. Ask for a new one.'
  }
  return 'Signing in did not work. Ask for a new link.'
}
