import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../apps/web', import.meta.url))
const vite = join(root, 'node_modules/vite/bin/vite.js')

/** Stands in the built files for what is known only once a stack runs; `serveWebApp` fills it in. */
export const PLACEHOLDERS = {
  supabaseHost: 'supabase.parley.invalid',
  publishableKey: 'parley-publishable-key-placeholder',
  mailboxUrl: 'http://mailbox.parley.invalid',
} as const

/** Builds the web app as it is deployed, once for as many stacks as are to serve it. */
export async function buildWebApp(): Promise<{ dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'parley-web-build-'))
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--outDir', dir, '--emptyOutDir', '--logLevel', 'error'],
    {
      cwd: root,
      env: {
        ...process.env,
        // Vitest's own would make a build for tests.
        NODE_ENV: 'production',
        VITE_SUPABASE_URL: `http://${PLACEHOLDERS.supabaseHost}`,
        VITE_SUPABASE_PUBLISHABLE_KEY: PLACEHOLDERS.publishableKey,
        VITE_MAILBOX_URL: PLACEHOLDERS.mailboxUrl,
      },
    },
  )
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) }
}
