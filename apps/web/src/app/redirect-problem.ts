import { authRedirectProblem } from '@/features/auth/auth-redirect-problem.ts'

/**
 * What a sign-in link brought back instead of a session. Read when the page starts, before Auth's client and the router
 * change the address.
 */
export const redirectProblem = authRedirectProblem(window.location.href)
