import type { Sql } from 'postgres'
import type { Mail } from './mail.ts'
import { mailFlow } from './mail-flow.ts'
import { renderMail } from './render-mail.ts'

/** Kinds of links in mails, as `type` in `/auth/v1/verify`. */
export type MailLinkType = 'signup' | 'magiclink' | 'recovery' | 'invite' | 'email_change'

interface MailMeta {
  userId?: string
  tokenNew?: string
  tokenHashNew?: string
  newEmail?: string
}

/**
 * Writes the mails of the auth service. Links lead to the API's URL, as hosted ones do, and from there to the
 * `redirect_to` of the request that asked; a request with a code challenge gets a link that ends in a code.
 */
export class AuthMailer {
  readonly #sql: Sql
  readonly #verifyUrl: string
  readonly #siteUrl: string
  readonly #deliver: (mail: Mail) => Promise<void>

  constructor(options: { sql: Sql; apiUrl: string; siteUrl: string; deliver: (mail: Mail) => Promise<void> }) {
    this.#sql = options.sql
    this.#verifyUrl = `${options.apiUrl}/auth/v1/verify`
    this.#siteUrl = options.siteUrl
    this.#deliver = options.deliver
  }

  sendConfirmation(email: string, tokenHash: string, otp: string, meta?: MailMeta): Promise<void> {
    return this.#sendLink('signup', email, tokenHash, otp, meta)
  }

  sendMagicLink(email: string, tokenHash: string, otp: string, meta?: MailMeta): Promise<void> {
    return this.#sendLink('magiclink', email, tokenHash, otp, meta)
  }

  sendRecovery(email: string, tokenHash: string, otp: string, meta?: MailMeta): Promise<void> {
    return this.#sendLink('recovery', email, tokenHash, otp, meta)
  }

  sendInvite(email: string, tokenHash: string, otp: string): Promise<void> {
    return this.#sendLink('invite', email, tokenHash, otp)
  }

  async sendEmailChange(email: string, tokenHash: string, otp: string, meta?: MailMeta): Promise<void> {
    await this.#sendLink('email_change', email, tokenHash, otp)
    if (meta?.newEmail && meta.newEmail !== email && meta.tokenHashNew && meta.tokenNew) {
      await this.#sendLink('email_change', meta.newEmail, meta.tokenHashNew, meta.tokenNew)
    }
  }

  async sendReauthentication(email: string, otp: string): Promise<void> {
    await this.#deliver({ to: email, ...renderMail('reauthentication', undefined, otp) })
  }

  /** The link that a mail of this kind carries. Not yet bound to a PKCE challenge. */
  link(type: MailLinkType, tokenHash: string, redirectTo: string): string {
    const query = new URLSearchParams({ token: tokenHash, type, redirect_to: redirectTo })
    return `${this.#verifyUrl}?${query}`
  }

  async #sendLink(type: MailLinkType, email: string, tokenHash: string, otp: string, meta?: MailMeta): Promise<void> {
    const flow = mailFlow.getStore()
    const token =
      flow?.codeChallenge && meta?.userId ? await this.#bindToChallenge(type, tokenHash, meta.userId) : tokenHash
    const link = this.link(type, token, flow?.redirectTo ?? this.#siteUrl)
    await this.#deliver({ to: email, ...renderMail(type, link, otp) })
  }

  async #bindToChallenge(type: MailLinkType, tokenHash: string, userId: string): Promise<string> {
    const flow = mailFlow.getStore()
    await this.#sql`
      insert into auth.flow_state
        (id, user_id, authentication_method, provider_type, code_challenge, code_challenge_method)
      values (
        ${crypto.randomUUID()}, ${userId}, ${type}, 'email',
        ${flow?.codeChallenge ?? null}, ${(flow?.codeChallengeMethod ?? 's256').toLowerCase()}
      )`
    return `pkce_${tokenHash}`
  }
}
