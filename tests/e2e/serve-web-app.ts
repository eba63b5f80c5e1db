import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

const root = fileURLToPath(new URL('../../apps/web', import.meta.url))

/** What the built app has to know. */
export type WebAppOptions = {
  port: number
  supabaseUrl: string
  publishableKey: string
  mailboxUrl: string | undefined
}

/** Builds the web app as it is deployed and serves it on 127.0.0.1. */
export async function serveWebApp(options: WebAppOptions): Promise<{ stop(): Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'parley-web-'))
  process.env.VITE_SUPABASE_URL = options.supabaseUrl
  process.env.VITE_SUPABASE_PUBLISHABLE_KEY = options.publishableKey
  process.env.VITE_MAILBOX_URL = options.mailboxUrl ?? ''
  const common = { root, logLevel: 'error', build: { outDir, emptyOutDir: true } } as const
  await build(common)
  const server = await preview({ ...common, preview: { host: '127.0.0.1', port: options.port, strictPort: true } })
  return {
    stop: async () => {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
