import { supabase } from '@/lib/supabase.ts'

/** Why no mail went out, as a person understands it. `retryAfter`: seconds to wait, when the server says so. */
export type SendMagicLinkProblem = { message: string; retryAfter?: number }

/**
 * Mails a link that signs in, making the account when there is none. Resolves with what went wrong, if anything did.
 *
 * @param next the path in this app that the link leads to
 */
export async function sendMagicLink(email: string, next = '/'): Promise<SendMagicLinkProblem | null> {
  const { error } = await supabase.auth.signInWithOtp({
    email,
    options: { emailRedirectTo: `${window.location.origin}${next}` },
  })
  if (!error) return null
  if (error.status === undefined || error.status === 0 || error.name === 'AuthRetryableFetchError') {
    return { message: 'The server could not be reached. Check your connection and try again.' }
  }
  if (error.status === 429) {
    const seconds = Number(/(\d+) seconds?/.exec(error.message)?.[1] ?? 60)
    return { message: 'That was a moment ago. Please wait before asking for another link.', retryAfter: seconds }
  }
  if (error.code === 'validation_failed' || error.code === 'email_address_invalid') {
    return { message: 'This does not look like an e-mail address. Check it for typos.' }
  }
  return { message: 'The mail could not be sent. Try again in a minute.' }
}
