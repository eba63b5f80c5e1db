import type { Mail } from './mail.ts'

const texts = {
  signup: {
    subject: 'Confirm your email address',
    lead: 'Follow this link to confirm your address:',
    button: 'Confirm',
  },
  magiclink: { subject: 'Your sign-in link', lead: 'Follow this link to sign in:', button: 'Sign in' },
  recovery: {
    subject: 'Reset your password',
    lead: 'Follow this link to choose a new password:',
    button: 'Reset password',
  },
  invite: { subject: 'You have been invited', lead: 'Follow this link to accept the invitation:', button: 'Accept' },
  email_change: {
    subject: 'Confirm your new email address',
    lead: 'Follow this link to confirm the change:',
    button: 'Confirm change',
  },
  reauthentication: { subject: 'Your confirmation code', lead: 'Enter this code to go on:', button: '' },
} as const

/** Subject and body of one kind of mail. `link` and `otp` come from the auth service and are escaped here. */
export function renderMail(kind: keyof typeof texts, link: string | undefined, otp: string): Omit<Mail, 'to'> {
  const { subject, lead, button } = texts[kind]
  const html = [
    `<h2>${subject}</h2>`,
    `<p>${lead}</p>`,
    link ? `<p><a href="${escapeHtml(link)}">${button}</a></p>` : '',
    `<p>${link ? 'Or enter this code: ' : ''}<strong>${escapeHtml(otp)}</strong></p>`,
  ]
  const text = [lead, link ?? '', `${link ? 'Or enter this code: ' : ''}${otp}`]
  return { subject, html: html.filter(Boolean).join('\n'), text: text.filter(Boolean).join('\n\n') }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
