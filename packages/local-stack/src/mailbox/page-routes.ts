import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { MailStore } from './mail-store.ts'

const file = (name: string) => readFile(new URL(`./${name}`, import.meta.url), 'utf8')
// A mail is shown in a frame without rights; its page loads nothing from elsewhere.
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"

/** The mailbox as a page, and `/events`, which says whenever the mails have changed. */
export function pageRoutes(store: MailStore): Hono {
  const app = new Hono()
  app.get('/', async (c) => c.html(await file('page.html'), 200, { 'content-security-policy': policy }))
  app.get('/page.js', async (c) => c.body(await file('page.js'), 200, { 'content-type': 'text/javascript' }))
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const tell = () => stream.writeSSE({ data: 'changed' })
      await tell()
      const forget = store.onChange(() => void tell())
      const alive = setInterval(() => void stream.write(': \n\n'), 15_000)
      await new Promise<void>((resolve) => stream.onAbort(resolve))
      clearInterval(alive)
      forget()
    }),
  )
  return app
}
