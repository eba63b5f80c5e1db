import { ParleyError } from '@parley/shared/parley-error.ts'
import { allowedOrigins } from '../_shared/allowed-origins.ts'

/**
 * Where the mail's link leads: the page of the web app that shows an invitation. The app is the one that asked, if
 * `ALLOWED_ORIGINS` has it; for a caller that is no web page it is the first of that list. So no caller can make our
 * mails lead anywhere else. Auth checks it once more, against its own list of redirect URLs.
 *
 * @throws {ParleyError} origin_not_allowed, server_misconfigured
 */
export function invitationUrl(request: Request, token: string): string {
  const url = new URL('/invitation', appOrigin(request.headers.get('origin')))
  url.searchParams.set('token', token)
  return url.href
}

function appOrigin(asking: string | null): string {
  const origins = allowedOrigins()
  if (asking !== null && !origins.has(asking)) throw new ParleyError('origin_not_allowed')
  const [first] = origins
  if (first === undefined) {
    const cause = new Error('Set ALLOWED_ORIGINS with "supabase secrets set": links in mails lead to its first origin')
    throw new ParleyError('server_misconfigured', { cause })
  }
  return asking ?? first
}
