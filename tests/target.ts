import { execFileSync } from 'node:child_process'
import type { StackOptions } from '@parley/local-stack/stack-options'
import type { Stack } from '@parley/local-stack/start-stack'

/** The Supabase that tests run against. */
export interface Target {
  apiUrl: string
  publishableKey: string
  secretKey: string
  /** Absent where tests cannot reach the database itself. */
  dbUrl: string | undefined
  /** Mailpit's API, where the target has a mailbox. */
  mailboxUrl: string | undefined
  /** Only on the embedded stack. */
  stack: Stack | undefined
  stop(): Promise<void>
}

/**
 * The embedded stack on PGlite, or on a database of its own of the native server in `PARLEY_DB_URL`; with
 * `PARLEY_TARGET=supabase` the project that `SUPABASE_URL` and its keys name, or that `supabase start` runs here.
 */
export async function startTarget(options: StackOptions = {}): Promise<Target> {
  if (process.env.PARLEY_TARGET === 'supabase') return runningProject()
  const { startStack } = await import('@parley/local-stack/start-stack')
  const databaseUrl = process.env.PARLEY_DB_URL || undefined
  const stack = await startStack({ dataDir: 'memory', ports: 'free', databaseUrl, throwaway: true, ...options })
  const { apiUrl, publishableKey, secretKey, dbUrl, mailboxUrl, stop } = stack
  return { apiUrl, publishableKey, secretKey, dbUrl, mailboxUrl, stack, stop }
}

function runningProject(): Target {
  const env = process.env.SUPABASE_URL
    ? {
        API_URL: process.env.SUPABASE_URL,
        PUBLISHABLE_KEY: process.env.SUPABASE_PUBLISHABLE_KEY,
        SECRET_KEY: process.env.SUPABASE_SECRET_KEY,
        DB_URL: process.env.SUPABASE_DB_URL,
      }
    : JSON.parse(execFileSync('pnpm', ['exec', 'supabase', 'status', '-o', 'json'], { encoding: 'utf8' }))
  if (!env.API_URL || !env.PUBLISHABLE_KEY || !env.SECRET_KEY) {
    throw new Error('PARLEY_TARGET=supabase needs SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY and SUPABASE_SECRET_KEY')
  }
  return {
    apiUrl: env.API_URL,
    publishableKey: env.PUBLISHABLE_KEY,
    secretKey: env.SECRET_KEY,
    dbUrl: env.DB_URL,
    mailboxUrl: env.MAILPIT_URL ?? env.INBUCKET_URL,
    stack: undefined,
    stop: async () => {},
  }
}
