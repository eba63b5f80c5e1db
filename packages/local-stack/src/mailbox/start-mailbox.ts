import { Hono } from 'hono'
import type { Mail } from '../auth/mail.ts'
import { listen } from '../gateway/listen.ts'
import { MailStore } from './mail-store.ts'
import { mailpitRoutes } from './mailpit-routes.ts'
import { pageRoutes } from './page-routes.ts'

/** Where the mails of the stack arrive. */
export interface Mailbox {
  url: string
  deliver(mail: Mail): Promise<void>
  stop(): Promise<void>
}

/** Serves the mailbox on 127.0.0.1. `file` keeps its mails over a restart; `port` 0 takes a free one. */
export async function startMailbox(options: { port: number; file?: string | undefined }): Promise<Mailbox> {
  const store = new MailStore(options.file)
  const app = new Hono()
  // Sign-in links are not for pages of the web that call themselves this machine (DNS rebinding).
  app.use(async (c, next) => {
    const { hostname } = new URL(c.req.url)
    if (hostname !== '127.0.0.1' && hostname !== 'localhost') return c.text('Use http://127.0.0.1', 403)
    await next()
  })
  app.route('/', mailpitRoutes(store))
  app.route('/', pageRoutes(store))
  const server = await listen({ port: options.port, fetch: async (request) => app.fetch(request) })
  return {
    url: server.url,
    async deliver(mail) {
      store.add(mail)
    },
    stop: server.stop,
  }
}
