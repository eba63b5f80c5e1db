import type { StackOptions } from '@parley/local-stack/stack-options'
import { createClient, type Session, type SupabaseClient, type SupabaseClientOptions } from '@supabase/supabase-js'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll } from 'vitest'
import { startTarget, type Target } from './target.ts'

/** A person with an account of their own, signed in. */
export interface TestUser {
  id: string
  email: string
  client: SupabaseClient
  session: Session
}

/** The stack of one test file, and what tests do with it. */
export interface StackFixture extends Target {
  /** A client without a session. */
  anonymous(options?: SupabaseClientOptions<'public'>): SupabaseClient
  /** A client with the secret key. */
  admin(): SupabaseClient
  /** Makes a new user with a unique address that begins with `name`, and signs them in. */
  createUser(name?: string): Promise<TestUser>
  /** The database itself, as its owner. Throws where the target gives no access. */
  sql(): Sql
}

const noPersistence = { auth: { persistSession: false, autoRefreshToken: false } }

/**
 * Starts one stack for the test file that calls it, before its first test, and stops it after the last.
 *
 *     const stack = useStack()
 *     test('calls are private', async () => {
 *       const [ada, bob] = await Promise.all([stack.createUser('ada'), stack.createUser('bob')])
 *     })
 */
export function useStack(options?: StackOptions): StackFixture {
  let fixture: StackFixture | undefined
  beforeAll(async () => {
    fixture = await startStackFixture(options)
  })
  afterAll(() => fixture?.stop())
  return new Proxy({} as StackFixture, {
    get(_, name: keyof StackFixture) {
      if (!fixture) throw new Error('The stack runs only inside of tests and hooks')
      return fixture[name]
    },
  })
}

/** The same without Vitest's hooks, for whoever starts and stops it by hand. */
export async function startStackFixture(options?: StackOptions): Promise<StackFixture> {
  const target = await startTarget(options)
  const clients: SupabaseClient[] = []
  let sql: Sql | undefined

  function client(key: string, clientOptions?: SupabaseClientOptions<'public'>): SupabaseClient {
    const created = createClient(target.apiUrl, key, clientOptions ?? noPersistence)
    clients.push(created)
    return created
  }

  return {
    ...target,
    anonymous: (clientOptions) => client(target.publishableKey, clientOptions),
    admin: () => client(target.secretKey),
    createUser: (name = 'user') => createUser(client(target.secretKey), client(target.publishableKey), name),
    sql() {
      if (!target.dbUrl) throw new Error('This target gives no access to its database')
      sql ??= postgres(target.dbUrl, { max: 4, onnotice: () => {} })
      return sql
    },
    async stop() {
      await Promise.all(clients.map((created) => created.removeAllChannels()))
      await sql?.end({ timeout: 1 })
      await target.stop()
    },
  }
}

async function createUser(admin: SupabaseClient, client: SupabaseClient, name: string): Promise<TestUser> {
  const email = `${name}-${crypto.randomUUID().slice(0, 8)}@example.com`
  const created = await admin.auth.admin.createUser({ email, email_confirm: true })
  if (created.error) throw created.error
  const link = await admin.auth.admin.generateLink({ type: 'magiclink', email })
  if (link.error) throw link.error
  const verified = await client.auth.verifyOtp({ type: 'email', token_hash: link.data.properties.hashed_token })
  if (verified.error) throw verified.error
  if (!verified.data.session) throw new Error(`Signing in ${email} gave no session`)
  return { id: created.data.user.id, email, client, session: verified.data.session }
}
