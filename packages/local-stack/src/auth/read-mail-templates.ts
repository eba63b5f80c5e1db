import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ProjectConfig } from '../project/read-project-config.ts'
import { defaultMailTemplates, type MailName, type MailTemplates } from './mail-templates.ts'
import { unknownVariable } from './render-mail.ts'

/**
 * The templates of `[auth.email.template.*]`; their paths count from the project's root, as for the CLI. Throws one line
 * that names the setting when a file is missing, or says what the hosted service knows and this one does not.
 */
export function readMailTemplates(settings: ProjectConfig['auth']['email']['template'], root: string): MailTemplates {
  const templates = { ...defaultMailTemplates }
  for (const [name, { subject, content_path }] of Object.entries(settings)) {
    const known = defaultMailTemplates[name as MailName]
    if (!known) throw refused(name, 'there is no such mail')
    const template = {
      subject: subject ?? known.subject,
      content: content_path === undefined ? known.content : read(name, resolve(root, content_path)),
    }
    const unknown = unknownVariable(template.subject) ?? unknownVariable(template.content)
    if (unknown) throw refused(name, `the embedded stack does not know ${unknown}`)
    templates[name as MailName] = template
  }
  return templates
}

function read(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw refused(name, 'content_path names no file that can be read, from the root of the project')
  }
}

function refused(name: string, reason: string): Error {
  return new Error(`supabase/config.toml: auth.email.template.${name}: ${reason}`)
}
