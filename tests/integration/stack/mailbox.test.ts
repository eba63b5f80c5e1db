import { expect, test } from 'vitest'
import { useStack } from '../../stack-fixture.ts'

const stack = useStack()
const embedded = process.env.PARLEY_TARGET !== 'supabase'
const api = (path: string) => `${stack.mailboxUrl}/api/v1/${path}`

async function send(email: string) {
  const { error } = await stack.anonymous().auth.signInWithOtp({ email })
  if (error) throw error
}

test("mails are found, read and deleted by Mailpit's API", async () => {
  await fetch(api('messages'), { method: 'DELETE' })
  await send('one@example.com')
  await send('two@example.com')
  const all = await (await fetch(api('messages'))).json()
  expect(all.messages.map((mail: { To: { Address: string }[] }) => mail.To[0]?.Address)).toEqual([
    'two@example.com',
    'one@example.com',
  ])
  const found = await (await fetch(api('search?query=to:one@example.com'))).json()
  expect(found.messages).toHaveLength(1)
  const mail = await (await fetch(api(`message/${found.messages[0].ID}`))).json()
  expect(mail.HTML).toContain('/auth/v1/verify?')
  expect(mail.Text).toMatch(/\b\d{6}\b/)
  expect((await (await fetch(api('search?query=is:unread'))).json()).messages).toHaveLength(1)
  await fetch(api('messages'), { method: 'DELETE', body: JSON.stringify({ IDs: [found.messages[0].ID] }) })
  expect((await (await fetch(api('messages'))).json()).total).toBe(1)
})

test.runIf(embedded)('the page hears of a mail when it comes', async () => {
  const events = (await fetch(`${stack.mailboxUrl}/events`)).body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await events?.read())?.value).toContain('changed')
  await send('live@example.com')
  expect((await events?.read())?.value).toContain('changed')
  await events?.cancel()
})

test.runIf(embedded)('the mailbox answers no other name than this machine', async () => {
  const page = await fetch(`${stack.mailboxUrl}/`)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  const { request } = await import('node:http')
  const status = await new Promise((resolve) => {
    const { port } = new URL(stack.mailboxUrl ?? '')
    request({ port, host: '127.0.0.1', headers: { host: 'evil.example' } }, (answer) =>
      resolve(answer.statusCode),
    ).end()
  })
  expect(status).toBe(403)
})
