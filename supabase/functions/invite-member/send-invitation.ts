import { ParleyError } from '@parley/shared/parley-error.ts'
import { adminClient } from '../_shared/admin-client.ts'

type AuthFailure = { name: string; status?: number | undefined; code?: string | undefined }

/** What Auth says about an address itself; anything else about a mail is nobody's business but the log's. */
const ADDRESS_PROBLEMS = new Set(['email_address_invalid', 'email_address_not_authorized'])

/**
 * Has Auth send a mail whose link signs in and leads to `redirectTo`: an invitation to somebody who is new, a magic link
 * to somebody who has an account. The caller of the function cannot tell which it was. Nothing that the inviter may
 * choose, such as names, goes into the mail: it would make us the carrier of anybody's words to any address.
 *
 * @throws {ParleyError} invitation_not_sent
 */
export async function sendInvitation(email: string, redirectTo: string): Promise<void> {
  const { auth } = adminClient()
  const invited = await auth.admin.inviteUserByEmail(email, { redirectTo })
  if (!invited.error) return
  if (invited.error.code !== 'email_exists') throw notSent(invited.error)
  const linked = await auth.signInWithOtp({ email, options: { shouldCreateUser: false, emailRedirectTo: redirectTo } })
  if (linked.error) throw notSent(linked.error)
}

/** Messages stay out: that of a failed request names its address, and with it the token. */
function notSent({ name, status, code = '' }: AuthFailure): ParleyError {
  return new ParleyError('invitation_not_sent', {
    cause: new Error(`Auth did not send the mail: ${name} ${status ?? ''} ${code}`),
    ...(ADDRESS_PROBLEMS.has(code) ? { details: { reason: code } } : {}),
  })
}
