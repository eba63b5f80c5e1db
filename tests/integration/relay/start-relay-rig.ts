import { type LocalOpenai, startLocalOpenai } from '@parley/local-openai/start-local-openai'
import { defineScript } from '@parley/local-openai/testing/define-script'
import type { Script } from '@parley/local-openai/testing/script'
import type { FunctionLogLine } from '@parley/local-stack/functions/function-log-line'
import type { StackOptions } from '@parley/local-stack/stack-options'
import type { CallSessionResponse } from '@parley/shared/call-session'
import { startStackFixture, type TestUser } from '../../stack-fixture.ts'
import { type ConnectOptions, RelayTestClient } from './relay-test-client.ts'

/** The provider's key in these tests: whoever sees it elsewhere has found a leak. */
export const PROVIDER_KEY = 'sk-relay-test-4f1c9d20b7'
export const ALLOWED_ORIGIN = 'https://app.parley.example'

type ProviderOptions = { pace?: { speedup?: number; chunkMs?: number } }

/**
 * What a call needs, for real: the embedded stack with the functions in their own Deno processes, and a scripted
 * provider that every test replaces by its own.
 *
 * @param urls.baseUrl Another address for what of the provider is plain HTTP (embeddings).
 */
export async function startRelayRig(options: StackOptions = {}, urls: { baseUrl?: string } = {}) {
  let openai = await startLocalOpenai({ port: 0, apiKey: PROVIDER_KEY, script: {} })
  const port = Number(new URL(openai.url).port)
  const log: FunctionLogLine[] = []
  const stack = await startStackFixture({
    openai: { apiKey: PROVIDER_KEY, baseUrl: urls.baseUrl ?? openai.url, realtimeUrl: openai.realtimeUrl },
    allowedOrigins: [ALLOWED_ORIGIN],
    functionLog: (line) => log.push(line),
    ...options,
  })
  const functionsUrl = `${stack.apiUrl}/functions/v1`

  const rig = {
    ...stack,
    /** Everything that the functions printed. */
    log,
    get openai(): LocalOpenai {
      return openai
    },
    /** Puts another provider in the place of the one before, at the same address. */
    async provider(script: Script, providerOptions: ProviderOptions = {}): Promise<void> {
      await openai.stop()
      openai = await startLocalOpenai({ port, apiKey: PROVIDER_KEY, script: defineScript(script), ...providerOptions })
    },
    /** A user whose first agent does not greet, or is as `agent` says. */
    async caller(agent: Record<string, unknown> = {}): Promise<TestUser> {
      const user = await stack.createUser('caller')
      const sql = stack.sql()
      const { tools = [], ...changes } = { greeting: '', ...agent }
      await sql`update public.agents set status = 'published', ${sql(changes)}, tools = ${sql.json(tools as never)} where created_by = ${user.id}`
      return user
    },
    post: (name: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${functionsUrl}/${name}`, {
        method: 'POST',
        headers: { apikey: stack.publishableKey, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async openSession(user: TestUser, body: object = {}): Promise<CallSessionResponse> {
      const response = await rig.post('call-session', body, { authorization: `Bearer ${user.session.access_token}` })
      if (!response.ok) throw new Error(`call-session answered ${response.status}: ${await response.text()}`)
      return (await response.json()) as CallSessionResponse
    },
    connect: (connectOptions: ConnectOptions = {}) =>
      RelayTestClient.connect(`${functionsUrl.replace('http', 'ws')}/voice-relay`, connectOptions),
    /** A call that stands: its client, and its id. */
    async call(user: TestUser) {
      const session = await rig.openSession(user)
      const client = await rig.connect({ ticket: session.ticket })
      await client.next('relay.session')
      return { client, callId: session.call_id }
    },
    /** The transcript as the database has it. */
    rows: (callId: string) => stack.sql()`
      select item_id, previous_item_id, position::int, role, text, status, source, heard_ms, tool
      from public.messages where call_id = ${callId} order by position, id`,
    /** Why a call ended; undefined while it lives. */
    async endReason(callId: string): Promise<string | undefined> {
      const [row] = await stack.sql()`
        select end_reason from public.calls where id = ${callId} and ended_at is not null`
      return row?.end_reason
    },
    async stop(): Promise<void> {
      await stack.stop()
      await openai.stop()
    },
  }
  return rig
}
export type RelayRig = Awaited<ReturnType<typeof startRelayRig>>
