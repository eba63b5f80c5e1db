import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { defineScript } from '@parley/local-openai/testing/define-script'
import { type LocalOpenai, startLocalOpenai } from '@parley/local-openai/start-local-openai'
import type { Script } from '@parley/local-openai/testing/script'
import { createFunctionsHost } from '@parley/local-stack/functions/create-functions-host'
import type { FunctionLogLine } from '@parley/local-stack/functions/function-log-line'
import { startStack } from '@parley/local-stack/start-stack'
import type { Database } from '@parley/shared/database-types'
import { createClient } from '@supabase/supabase-js'
import postgres from 'postgres'
import { type ConnectOptions, RelayTestClient } from './relay-test-client.ts'

/** The provider's key in these tests: whoever sees it elsewhere has found a leak. */
export const PROVIDER_KEY = 'sk-relay-test-4f1c9d20b7'
export const ALLOWED_ORIGIN = 'http://127.0.0.1:5173'

const functionsDir = fileURLToPath(new URL('../../../supabase/functions', import.meta.url))

/**
 * What a call needs, for real: Supabase on a throwaway database, the functions in their own Deno processes, and a
 * scripted provider that can be replaced for every test.
 */
export async function startRelayRig(env: Record<string, string> = {}) {
  const nativeUrl = process.env.PARLEY_DB_URL
  const stack = await startStack({
    dataDir: 'memory',
    ports: 'free',
    ...(nativeUrl ? { databaseUrl: nativeUrl, throwaway: true } : {}),
  })
  let openai = await startLocalOpenai({ port: 0, apiKey: PROVIDER_KEY, script: {} })
  const port = Number(new URL(openai.url).port)
  const lines: FunctionLogLine[] = []
  const host = createFunctionsHost({
    functionsDir,
    envFile: false,
    watch: false,
    apiKeys: [stack.publishableKey],
    verifyToken: async () => {},
    log: (line) => {
      lines.push(line)
      if (process.env.RELAY_LOG) console.log(line.function, line.kind, line.message)
    },
    env: {
      SUPABASE_URL: stack.apiUrl,
      SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: stack.publishableKey }),
      SUPABASE_SECRET_KEYS: JSON.stringify({ default: stack.secretKey }),
      SUPABASE_JWKS: JSON.stringify(stack.jwks),
      OPENAI_API_KEY: PROVIDER_KEY,
      OPENAI_BASE_URL: openai.url,
      OPENAI_REALTIME_URL: openai.realtimeUrl,
      ALLOWED_ORIGINS: ALLOWED_ORIGIN,
      ...env,
    },
  })
  const nameOf = (url = '') => new URL(url, 'http://x').pathname.split('/')[3] ?? ''
  const server = createServer(getRequestListener((request) => host.fetch(request, nameOf(request.url))))
  server.on('upgrade', (request, socket, head) => host.handleUpgrade(request, socket, head, nameOf(request.url)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const functionsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/functions/v1`
  const relayUrl = `${functionsUrl.replace('http', 'ws')}/voice-relay`
  const sql = postgres(stack.dbUrl, { onnotice: () => {}, max: 2 })

  const rig = {
    stack,
    sql,
    lines,
    functionsUrl,
    relayUrl,
    get openai(): LocalOpenai {
      return openai
    },
    /** Puts another provider in the place of the one before. */
    async provider(script: Script, options: { pace?: { speedup?: number; chunkMs?: number } } = {}) {
      await openai.stop()
      openai = await startLocalOpenai({ port, apiKey: PROVIDER_KEY, script: defineScript(script), ...options })
    },
    /** A user who has signed up, with the first agent that everybody gets; `agent` changes it. */
    async signUp(agent: Record<string, unknown> = { greeting: '' }) {
      const client = createClient<Database>(stack.apiUrl, stack.publishableKey, { auth: { persistSession: false } })
      const email = `${crypto.randomUUID()}@example.com`
      const { data, error } = await client.auth.signUp({ email, password: 'correct horse battery' })
      if (error || !data.session) throw error ?? new Error('sign-up gave no session')
      await sql`update public.agents set ${sql(agent)} where created_by = ${data.session.user.id}`
      return { id: data.session.user.id, token: data.session.access_token, client }
    },
    post(name: string, body: unknown, headers: Record<string, string> = {}) {
      return fetch(`${functionsUrl}/${name}`, {
        method: 'POST',
        headers: { apikey: stack.publishableKey, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
    },
    async openSession(user: { token: string }, body: object = {}) {
      const response = await rig.post('call-session', body, { authorization: `Bearer ${user.token}` })
      if (!response.ok) throw new Error(`call-session answered ${response.status}: ${await response.text()}`)
      return (await response.json()) as { call_id: string; ticket: string; url: string; expires_at: string }
    },
    connect: (options: ConnectOptions) => RelayTestClient.connect(relayUrl, options),
    /** A call that stands: the client, and its id. */
    async call(user: { token: string }) {
      const session = await rig.openSession(user)
      const client = await rig.connect({ ticket: session.ticket })
      await client.next('relay.session')
      return { client, callId: session.call_id }
    },
    messages: (callId: string) =>
      sql`select item_id, previous_item_id, position::int, role, text, status, source, heard_ms, tool
        from public.messages where call_id = ${callId} order by position, id`,
    async ended(callId: string) {
      const [row] = await sql`select end_reason from public.calls where id = ${callId} and ended_at is not null`
      return row?.end_reason as string | undefined
    },
    async stop() {
      await host.stop()
      server.closeAllConnections()
      server.close()
      await openai.stop()
      await sql.end()
      await stack.stop()
    },
  }
  return rig
}
export type RelayRig = Awaited<ReturnType<typeof startRelayRig>>
