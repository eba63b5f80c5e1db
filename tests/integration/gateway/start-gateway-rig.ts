import { startLocalOpenai } from '@parley/local-openai/start-local-openai'
import type { FunctionLogLine } from '@parley/local-stack/functions/function-log-line'
import type { StackOptions } from '@parley/local-stack/stack-options'
import OpenAI, { type ClientOptions } from 'openai'
import { startStackFixture, type TestUser } from '../../stack-fixture.ts'
import { startUpstreamProxy } from './start-upstream-proxy.ts'

export const ORIGIN = 'https://app.example.com'
/** What `llm-token` answers. */
export type Minted = { token: string; ttl: number; sessionId: string; expiresAt: string; tier: string }

/** A row of the ledger. */
export type Entry = {
  model: string
  session_id: string | null
  source: string
  input_tokens: number
  output_tokens: number
  cost_micro_usd: number
  estimated: boolean
}

/** The embedded stack with the gateway and two providers, each behind a door where things can go wrong. */
export async function startGatewayRig(options: StackOptions = {}) {
  const provider = await startLocalOpenai({
    port: 0,
    apiKey: 'sk-gateway-test',
    script: {},
    brain: ({ turns, tools }) => {
      const last = turns.at(-1)
      if (last?.role === 'tool') return { text: `It says ${last.output}` }
      const [tool] = tools
      if (tool) return { calls: [{ name: tool.name, arguments: '{"city":"Oslo"}' }] }
      return { text: `I heard: ${last && 'text' in last ? last.text : 'nothing'}` }
    },
  })
  const first = await startUpstreamProxy(provider.url)
  const spare = await startUpstreamProxy(provider.url)
  const log: FunctionLogLine[] = []
  const stack = await startStackFixture({
    openai: { apiKey: 'sk-gateway-test', baseUrl: first.url },
    allowedOrigins: [ORIGIN],
    functionLog: (line) => log.push(line),
    functionsEnv: {
      LLM_UPSTREAMS: JSON.stringify({
        spare: { baseUrl: spare.url, apiKey: 'sk-gateway-test', maxTokensField: 'max_tokens' },
      }),
      LLM_FIRST_BYTE_MS: '5000',
    },
    ...options,
  })
  const sql = stack.sql()
  await sql`insert into llm.models (id, kind, text_input, cached_text_input, text_output, max_output_tokens, upstreams)
    values ('two-doors', 'chat', 1000000, null, 1000000, 50, '{openai,unknown,spare:gpt-5.5-mini}')`
  await sql`update plans set llm_models = llm_models || '{two-doors}', requests_per_minute = 1000, tokens_per_minute = 1000000,
    concurrent_requests = 100 where id = 'free'`

  return {
    ...stack,
    first,
    spare,
    log,
    baseURL: `${stack.apiUrl}/functions/v1/llm/v1`,
    /** Asks `llm-token` as the user. */
    async mint(user: TestUser, body: object = {}): Promise<Minted> {
      const answer = await fetch(`${stack.apiUrl}/functions/v1/llm-token`, {
        method: 'POST',
        headers: { authorization: `Bearer ${user.session.access_token}` },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`llm-token answered ${answer.status}: ${await answer.text()}`)
      return await answer.json()
    },
    /** OpenAI's own client, for whoever has that token. */
    client(token: string, options: ClientOptions = {}): OpenAI {
      return new OpenAI({ apiKey: token, baseURL: `${stack.apiUrl}/functions/v1/llm/v1`, maxRetries: 0, ...options })
    },
    /** What the ledger has of somebody, when nothing of theirs is under way any more. */
    async ledgerOf(user: TestUser, entries: number, withinMs = 20_000): Promise<Entry[]> {
      for (const began = Date.now(); Date.now() - began < withinMs; ) {
        const [{ held }] = await sql<[{ held: number }]>`
          select count(*)::int as held from llm.holds where user_id = ${user.id} and status = 'held'`
        const rows = await sql<Entry[]>`select model, session_id, source, input_tokens::int, output_tokens::int,
          cost_micro_usd::int, estimated from llm.usage where user_id = ${user.id} order by id`
        if (held === 0 && rows.length >= entries) return rows
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error(`There are not ${entries} entries, or something is still under way`)
    },
    async stop() {
      await stack.stop()
      await Promise.all([first.stop(), spare.stop(), provider.stop()])
    },
  }
}
export type GatewayRig = Awaited<ReturnType<typeof startGatewayRig>>

/** Everything of a stream or of pages. */
export async function collect<T>(from: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of from) all.push(one)
  return all
}
