import type { Mail } from './mail.ts'
import type { MailTemplate } from './mail-templates.ts'

/** What a template may name, as on a hosted project: `{{ .ConfirmationURL }}`, or `{{ .Data.name }}` of the user's metadata. */
export interface MailVariables {
  ConfirmationURL: string
  Token: string
  TokenHash: string
  SiteURL: string
  RedirectTo: string
  Email: string
  NewEmail: string
  Data: Record<string, unknown>
}

const ACTION = /\{\{-?\s*(.*?)\s*-?\}\}/gs
const VARIABLE = /^\.(?:ConfirmationURL|TokenHash|Token|SiteURL|RedirectTo|Email|NewEmail|Data(?:\.\w+)+)$/

/** The first action of a template that is no variable, such as a condition: hosted, it would be Go's template language. */
export function unknownVariable(template: string): string | undefined {
  return [...template.matchAll(ACTION)].find(([, name = '']) => !VARIABLE.test(name))?.[0]
}

/** Subject and bodies of a mail. Values are escaped: whatever users call themselves, it stays text. */
export function renderMail({ subject, content }: MailTemplate, variables: MailVariables): Omit<Mail, 'to'> {
  const html = fill(content, variables, escapeHtml)
  return { subject: fill(subject, variables, (value) => value.replace(/\s+/g, ' ')), html, text: toText(html) }
}

function fill(template: string, variables: MailVariables, asText: (value: string) => string): string {
  return template.replace(ACTION, (_, path: string) => asText(lookUp(path, variables)))
}

function lookUp(path: string, variables: MailVariables): string {
  let value: unknown = variables
  for (const name of path.slice(1).split('.'))
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : ''
  return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** For those who read mails as plain text: links with their address, one paragraph a line. */
function toText(html: string): string {
  const text = html
    .replace(/<(style|head|title)\b.*?<\/\1>/gis, '')
    .replace(/<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)<\/a>/gis, '$2: $1')
    .replace(/\s+/g, ' ')
    .replace(/<\/(p|h\d|div|tr|li)>|<br\b[^>]*>/gi, '\n\n')
    .replace(/<[^>]*>/g, '')
  return unescapeHtml(text.replace(/ *\n[ \n]*/g, '\n\n')).trim()
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

function unescapeHtml(text: string): string {
  const characters = Object.entries(ENTITIES).reverse()
  return characters.reduce((plain, [character, entity]) => plain.replaceAll(entity, character), text)
}
