import { Hono } from 'hono'
import type { MailStore, StoredMail } from './mail-store.ts'

const sender = { Name: 'Auth', Address: 'auth@parley.local' }

/**
 * The part of Mailpit's API that tests use (`/api/v1/messages`, `message/{id}`, `search`, `info`), so that they run
 * unchanged on the stack of the CLI. https://mailpit.axllent.org/docs/api-v1/
 */
export function mailpitRoutes(store: MailStore): Hono {
  const app = new Hono().basePath('/api/v1')

  app.get('/info', (c) => c.json({ Version: 'parley', Messages: store.all().length, Unread: unread(store.all()) }))
  app.get('/messages', (c) => c.json(page(store.all(), c.req.query('start'), c.req.query('limit'))))
  app.get('/search', (c) => {
    const found = search(store.all(), c.req.query('query') ?? '')
    return c.json(page(found, c.req.query('start'), c.req.query('limit')))
  })
  app.get('/message/:id', (c) => {
    const mail = store.get(c.req.param('id'))
    if (!mail) return c.text('message not found', 404)
    store.markRead(mail.id)
    return c.json({ ...summary(mail), Date: mail.receivedAt, HTML: mail.html, Text: mail.text, Inline: [] })
  })
  app.delete('/messages', async (c) => {
    const body = (await c.req.json().catch(() => ({}))) as { IDs?: string[] }
    store.remove(body.IDs?.length ? body.IDs : undefined)
    return c.text('ok')
  })
  return app
}

function page(mails: readonly StoredMail[], start = '0', limit = '50') {
  const from = Math.max(0, Number(start) || 0)
  const shown = mails.slice(from, from + Math.max(1, Number(limit) || 50))
  return {
    total: mails.length,
    messages_count: mails.length,
    unread: unread(mails),
    count: shown.length,
    start: from,
    tags: [],
    messages: shown.map(summary),
  }
}

/** Terms are joined by and: `to:`, `subject:`, `is:unread`, or words anywhere. Quotes hold a term together. */
function search(mails: readonly StoredMail[], query: string): StoredMail[] {
  const terms = [...query.matchAll(/(?:(\w+):)?(?:"([^"]*)"|(\S+))/g)]
  return mails.filter((mail) =>
    terms.every(([, field, quoted, word]) => {
      const wanted = (quoted ?? word ?? '').toLowerCase()
      if (field === 'is') return wanted === 'unread' ? !mail.read : mail.read
      const text =
        field === 'to' ? mail.to : field === 'subject' ? mail.subject : `${mail.to} ${mail.subject} ${mail.text}`
      return text.toLowerCase().includes(wanted)
    }),
  )
}

function summary(mail: StoredMail) {
  return {
    ID: mail.id,
    MessageID: `${mail.id}@parley.local`,
    Read: mail.read,
    From: sender,
    To: [{ Name: '', Address: mail.to }],
    Cc: [],
    Bcc: [],
    ReplyTo: [],
    Subject: mail.subject,
    Created: mail.receivedAt,
    Tags: [],
    Size: mail.html.length + mail.text.length,
    Attachments: 0,
    Snippet: mail.text.replace(/\s+/g, ' ').slice(0, 250),
  }
}

function unread(mails: readonly StoredMail[]): number {
  return mails.filter((mail) => !mail.read).length
}
