import type { Target } from './target.ts'

/** The link in the newest mail to `email`, waiting up to five seconds for it. Works with any Mailpit. */
export async function mailLinkFor(target: Target, email: string): Promise<string> {
  if (!target.mailboxUrl) throw new Error('This target has no mailbox')
  const query = new URLSearchParams({ query: `to:"${email}"`, limit: '1' })
  const deadline = Date.now() + 5_000
  while (Date.now() < deadline) {
    const found = await (await fetch(`${target.mailboxUrl}/api/v1/search?${query}`)).json()
    const id = found.messages[0]?.ID
    if (id) {
      const mail = await (await fetch(`${target.mailboxUrl}/api/v1/message/${id}`)).json()
      const link = /href="([^"]*\/auth\/v1\/verify[^"]*)"/.exec(mail.HTML)?.[1]
      if (link) return link.replaceAll('&amp;', '&')
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`No mail with a link came for ${email}`)
}
