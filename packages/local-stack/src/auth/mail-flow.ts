import { AsyncLocalStorage } from 'node:async_hooks'

/** What a request said about the link in the mail that it causes: where it leads, and the PKCE challenge. */
export interface MailFlow {
  redirectTo: string
  codeChallenge: string | undefined
  codeChallengeMethod: string | undefined
}

/** Carries the flow past the embedded auth service, which does not know it, to the mailer. */
export const mailFlow = new AsyncLocalStorage<MailFlow>()
