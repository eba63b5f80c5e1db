import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Stack } from '@parley/local-stack/start-stack'

interface StartWebOptions {
  port: number
  stack: Pick<Stack, 'apiUrl' | 'publishableKey' | 'mailboxUrl'>
  /** Called when Vite ends by itself. */
  onExit(): void
}

const web = join(import.meta.dirname, '../apps/web')
const patienceMs = 60_000

/** Serves `apps/web` with Vite; resolves once its page answers. Undefined while there is no app. */
export async function startWeb({ port, stack, onExit }: StartWebOptions) {
  const vite = join(web, 'node_modules/vite/bin/vite.js')
  if (!existsSync(join(web, 'index.html')) || !existsSync(vite)) return undefined
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [vite, '--port', String(port), '--strictPort', '--host', '127.0.0.1'], {
    cwd: web,
    env: {
      ...process.env,
      VITE_SUPABASE_URL: stack.apiUrl,
      VITE_SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
      VITE_MAILBOX_URL: stack.mailboxUrl,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    // Ctrl-C reaches the whole group of the terminal; Vite is to end in its turn.
    detached: true,
  })
  child.once('exit', onExit)
  await answering(url, () => child.exitCode !== null)
  return {
    url,
    async stop() {
      child.off('exit', onExit)
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function answering(url: string, hasEnded: () => boolean): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline && !hasEnded()) {
    if ((await fetch(url).catch(() => undefined))?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The web app does not start: see the lines above')
}
