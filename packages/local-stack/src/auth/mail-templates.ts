/** Names of mails as in `[auth.email.template.<name>]`. */
export type MailName = 'confirmation' | 'magic_link' | 'recovery' | 'invite' | 'email_change' | 'reauthentication'

/** One kind of mail: both may name the variables of `renderMail`. */
export interface MailTemplate {
  subject: string
  /** HTML */
  content: string
}

/** A template for every kind of mail. */
export type MailTemplates = Record<MailName, MailTemplate>

/** What is sent where `config.toml` says nothing. */
export const defaultMailTemplates: MailTemplates = {
  confirmation: withLink('Confirm your email address', 'Follow this link to confirm your address:', 'Confirm'),
  magic_link: withLink('Your sign-in link', 'Follow this link to sign in:', 'Sign in'),
  recovery: withLink('Reset your password', 'Follow this link to choose a new password:', 'Reset password'),
  invite: withLink('You have been invited', 'Follow this link to accept the invitation:', 'Accept'),
  email_change: withLink('Confirm your new email address', 'Follow this link to confirm the change:', 'Confirm change'),
  reauthentication: {
    subject: 'Your confirmation code',
    content: '<h2>Your confirmation code</h2>\n<p>Enter this code to go on: <strong>{{ .Token }}</strong></p>',
  },
}

function withLink(subject: string, lead: string, button: string): MailTemplate {
  const lines = [
    `<h2>${subject}</h2>`,
    `<p>${lead}</p>`,
    `<p><a href="{{ .ConfirmationURL }}">${button}</a></p>`,
    '<p>Or enter this code: <strong>{{ .Token }}</strong></p>',
  ]
  return { subject, content: lines.join('\n') }
}
