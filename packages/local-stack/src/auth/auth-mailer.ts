import type { Sql } from 'postgres'
import type { Mail } from './mail.ts'
import { mailFlow } from './mail-flow.ts'
import type { MailName, MailTemplates } from './mail-templates.ts'
import { type MailVariables, renderMail } from './render-mail.ts'

/** Kinds of links in mails, as `type` in `/auth/v1/verify`. */
export type MailLinkType = 'signup' | 'magiclink' | 'recovery' | 'invite' | 'email_change'

const templateOf: Record<MailLinkType, MailName> = {
  signup: 'confirmation',
  magiclink: 'magic_link',
  recovery: 'recovery',
  invite: 'invite',
  email_change: 'email_change',
}

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
  readonly #templates: MailTemplates
  readonly #deliver: (mail: Mail) => Promise<void>

  constructor(options: {
    sql: Sql
    apiUrl: string
    siteUrl: string
    templates: MailTemplates
    deliver: (mail: Mail) => Promise<void>
  }) {
    this.#sql = options.sql
    this.#verifyUrl = `${options.apiUrl}/auth/v1/verify`
    this.#siteUrl = options.siteUrl
    this.#templates = options.templates
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
    await this.#sendLink('email_change', email, tokenHash, otp, { newEmail: meta?.newEmail ?? '' })
    if (meta?.newEmail && meta.newEmail !== email && meta.tokenHashNew && meta.tokenNew) {
      const { newEmail } = meta
      await this.#sendLink('email_change', newEmail, meta.tokenHashNew, meta.tokenNew, { newEmail })
    }
  }

  async sendReauthentication(email: string, otp: string): Promise<void> {
    await this.#send('reauthentication', { Email: email, Token: otp })
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
    const redirectTo = flow?.redirectTo ?? this.#siteUrl
    await this.#send(templateOf[type], {
      Email: email,
      NewEmail: meta?.newEmail ?? '',
      Token: otp,
      TokenHash: token,
      RedirectTo: redirectTo,
      ConfirmationURL: this.link(type, token, redirectTo),
    })
  }

  async #send(name: MailName, variables: Partial<MailVariables> & { Email: string }): Promise<void> {
    const blank = { ConfirmationURL: '', Token: '', TokenHash: '', RedirectTo: '', NewEmail: '' }
    const all = { ...blank, SiteURL: this.#siteUrl, Data: await this.#metadataOf(variables.Email), ...variables }
    await this.#deliver({ to: variables.Email, ...renderMail(this.#templates[name], all) })
  }

  async #metadataOf(email: string): Promise<Record<string, unknown>> {
    const [user] = await this.#sql<{ data: Record<string, unknown> }[]>`
      select coalesce(raw_user_meta_data, '{}') as data from auth.users where email = ${email.toLowerCase()}`
    return user?.data ?? {}
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
