import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { defaultMailTemplates } from './mail-templates.ts'
import { readMailTemplates } from './read-mail-templates.ts'
import { renderMail } from './render-mail.ts'

const variables = {
  ConfirmationURL: 'http://127.0.0.1/auth/v1/verify?token=a&type=invite',
  Token: '123456',
  TokenHash: 'a',
  SiteURL: 'http://127.0.0.1:5173',
  RedirectTo: 'http://127.0.0.1:5173/invitation?token=b',
  Email: 'ada@example.com',
  NewEmail: '',
  Data: { name: '<img src=x onerror="alert(1)"> & \'co\'', nested: { a: 1 } },
}

test('values are filled in, escaped in the body, on one line in the subject', () => {
  const content =
    '<p title="{{.Data.name}}">{{ .Data.name }} {{- .Data.nested.a -}} {{ .Data.none }}{{ .Data.constructor }}</p>'
  const mail = renderMail({ subject: '{{ .Email }}: {{ .Data.name }}', content }, { ...variables })
  const escaped = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;co&#39;'
  expect(mail.html).toBe(`<p title="${escaped}">${escaped} 1 </p>`)
  expect(mail.subject).toBe('ada@example.com: <img src=x onerror="alert(1)"> & \'co\'')
  const folded = renderMail({ subject: '{{ .Data.name }}', content }, { ...variables, Data: { name: 'a\r\nBcc: b' } })
  expect(folded.subject).toBe('a Bcc: b')
})

test('the text has the link as it is, and the code', () => {
  const { text } = renderMail(defaultMailTemplates.invite, variables)
  expect(text).toContain(`Accept: ${variables.ConfirmationURL}\n`)
  expect(text).toMatch(/Or enter this code: 123456$/)
})

test('templates come from the files that the config names', () => {
  const root = mkdtempSync(join(tmpdir(), 'parley-templates-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  writeFileSync(join(root, 'invite.html'), '<p>{{ .SiteURL }}</p>')
  writeFileSync(join(root, 'other.html'), '{{ if .Email }}x{{ end }}')
  const templates = readMailTemplates({ invite: { content_path: './invite.html', subject: 'Come' } }, root)
  expect(templates.invite).toEqual({ subject: 'Come', content: '<p>{{ .SiteURL }}</p>' })
  expect(templates.recovery).toEqual(defaultMailTemplates.recovery)
  expect(() => readMailTemplates({ invite: { content_path: './other.html' } }, root)).toThrow('{{ if .Email }}')
  expect(() => readMailTemplates({ invite: { content_path: './none.html' } }, root)).toThrow(
    'auth.email.template.invite',
  )
  expect(() => readMailTemplates({ welcome: { subject: 'x' } }, root)).toThrow('no such mail')
})
