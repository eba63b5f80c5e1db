import { readdirSync } from 'node:fs'
import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StackFixture } from '../stack-fixture.ts'
import { listActors, personActor } from './matrix/actor.ts'
import { readWorldFacts } from './matrix/world-facts.ts'
import { readTable } from './stolen/read-tables.ts'
import { type StolenTokens, stealTokens } from './stolen/steal-tokens.ts'
import { valuesOf } from './stolen/values-of.ts'
import { functionAttempts } from './stranger/function-attempts.ts'
import { joinTopics } from './stranger/listen-everywhere.ts'
import { type Neighbourhood, openNeighbourhood } from './stranger/open-neighbourhood.ts'
import { plantedStrings, tellingStrings } from './stranger/planted-strings.ts'
import { edgeFunctionBodies, rawAttempts } from './stranger/raw-attempts.ts'
import { Recorder } from './stranger/recorder.ts'
import { startCall } from './stranger/start-call.ts'
import type { Target } from './stranger/table-attempts.ts'
import { plantedCall } from './world/planted-calls.ts'
import { plantedKnowledgeBase, plantedSource } from './world/planted-knowledge.ts'
import { ORGANIZATIONS, plantedAgent } from './world/planted-rows.ts'
import { plantedRun, plantedToolCall } from './world/planted-runs.ts'
import { plantedTool } from './world/planted-tools.ts'

/** The functions of the database that answer an agent: they read, as the person, and change nothing. */
const AGENTS_MAY_CALL = [
  'ai.search',
  'public.budget_status',
  'public.callable_agent',
  'public.get_logs',
  'public.list_members',
  'public.organization_usage',
  'public.search_calls',
]

/** The tables that agents write, as their person: see docs/agent-runs.md. */
const AGENTS_MAY_WRITE = ['public.notes']

/** What a client of the data API answers. */
type Answer = { data: unknown; error: unknown; status?: number }

let town: Neighbourhood
let stack: StackFixture
let tokens: StolenTokens
/** Knows what Mia may not see. */
let recorder: Recorder
let targets: Target[]

beforeAll(async () => {
  town = await openNeighbourhood()
  stack = town.stack
  tokens = await stealTokens(stack, town.people.mia)
  const world = await readWorldFacts(stack.sql(), town.people, town.catalog)
  town.world = world
  const secrets = plantedStrings(world, town.catalog, town.expectations, 'mia')
  // Members know each other by name.
  const { data } = await town.people.mia.client.rpc('list_members', { p_organization_id: ORGANIZATIONS.north.id })
  for (const text of tellingStrings({ data })) secrets.delete(text)
  recorder = new Recorder(secrets)
  targets = town.targets.filter(({ schema }) => town.catalog.schemas.includes(schema))
}, 180_000)
afterAll(() => stack?.stop())

const api = () => ({ url: stack.apiUrl, key: stack.publishableKey, fetch: recorder.fetch })

const actorOf = (kind: 'session' | 'agent') => {
  const agent = listActors(town.people).find(({ name }) => name === 'agent of mia')
  return kind === 'agent' && agent ? agent : personActor(town.people, 'mia')
}

/** Everything of the world but what agents may write, to see that it is as it was. */
async function worldText(): Promise<string> {
  const { rows } = await readWorldFacts(stack.sql(), town.people, town.catalog)
  const kept = Object.entries(rows).filter(([name]) => !AGENTS_MAY_WRITE.includes(name) && name !== 'public.app_logs')
  return JSON.stringify(
    kept.map(([name, all]) => [name, all.map((row) => JSON.stringify(row)).sort()]),
    null,
    1,
  )
}

describe.skipIf(process.env.PARLEY_TARGET === 'supabase')('whoever has a token of a person', () => {
  test.each(['agent', 'session'] as const)(
    'reads with a stolen %s token what is declared, in every table',
    async (kind) => {
      let rows = 0
      for (const target of targets) {
        const answer = await readTable(api(), target, tokens[kind], actorOf(kind), town.world)
        expect([target.relation.name, answer.given]).toEqual([target.relation.name, answer.declared])
        rows += answer.given.length
      }
      expect(rows).toBeGreaterThan(20)
      expect(recorder.findings).toEqual([])
    },
  )

  test.each(['toolSession', 'gateway'] as const)('reads nothing at all with a %s token', async (kind) => {
    for (const target of targets) {
      const answer = await readTable(api(), target, tokens[kind], actorOf('agent'), town.world)
      expect([target.relation.name, answer.status, answer.given]).toEqual([target.relation.name, 401, []])
    }
  })

  test('calls as an agent the declared functions of the database, which change nothing', {
    timeout: 120_000,
  }, async () => {
    const before = await worldText()
    const others = [clientOf(tokens.toolSession), clientOf(tokens.gateway)]
    const agent = clientOf(tokens.agent)
    const answered = new Set<string>()
    for (const attempt of functionAttempts(
      town.catalog.functions,
      (['mia', 'max', 'otto'] as const).map((name) => valuesOf(name, town.people)),
    )) {
      const { error, status } = (await attempt.run(agent)) as Answer
      if (error === null && (status ?? 500) < 300) answered.add(attempt.says.split(' ')[0] ?? '')
      for (const client of others) {
        const other = (await attempt.run(client)) as Answer
        expect([attempt.says, other.status]).toEqual([attempt.says, 401])
      }
    }
    const names = town.catalog.functions.filter(({ shortName }) => answered.has(shortName))
    expect([...new Set(names.map(({ schema, shortName }) => `${schema}.${shortName}`))].sort()).toEqual(AGENTS_MAY_CALL)
    expect(recorder.findings).toEqual([])
    expect(await worldText()).toBe(before)
  })

  test('opens no Edge Function that is not the token’s own', { timeout: 120_000 }, async () => {
    const source = plantedSource('mia')
    const run = plantedRun('mia', 'running')
    const runIds = { run: run.id, session: run.sessionId, toolCall: plantedToolCall(run, 'approval') }
    const bodies = edgeFunctionBodies({
      agent: plantedAgent('north'),
      call: plantedCall('mia', { live: true }).id,
      organization: ORGANIZATIONS.north.id,
      source: source.id,
      knowledgeBase: plantedKnowledgeBase('north'),
      tool: plantedTool('north'),
      sha256: source.sha256,
      ...runIds,
    })
    const names = readdirSync(new URL('../../supabase/functions', import.meta.url)).filter(
      (name) => !name.startsWith('_'),
    )
    const before = await worldText()
    const paths = names.flatMap((name) => (name === 'llm' ? ['llm/v1/chat/completions', 'llm/v1/embeddings'] : [name]))
    for (const path of paths.filter((name) => name !== 'voice-relay')) {
      for (const body of [{}, ...(bodies[path.split('/')[0] ?? ''] ?? [])]) {
        const refused = async (kind: keyof StolenTokens) => {
          const { status, code } = await post(path, tokens[kind], body)
          return [path, kind, JSON.stringify(body), status, status === 401 ? '' : code]
        }
        const says = (kind: string) => [path, kind, JSON.stringify(body)]
        expect(await refused('agent')).toEqual([...says('agent'), 403, 'agent_not_allowed'])
        expect(await refused('toolSession')).toEqual([...says('toolSession'), 401, ''])
        // The gateway's opens the gateway.
        if (!path.startsWith('llm/')) expect(await refused('gateway')).toEqual([...says('gateway'), 401, ''])
      }
    }
    expect(await worldText()).toBe(before)
  })

  test('opens no call, no account and no other schema', { timeout: 60_000 }, async () => {
    for (const token of [tokens.agent, tokens.toolSession, tokens.gateway]) {
      expect(await startCall(recorder, stack.apiUrl, token, { agent_id: plantedAgent('north') })).not.toContain(
        'relay.session',
      )
      for (const { says, path, init } of rawAttempts(town.people.max)) {
        const headers = new Headers(init?.headers)
        headers.set('apikey', stack.publishableKey)
        headers.set('authorization', `Bearer ${token}`)
        const response = await recorder.fetch(`${stack.apiUrl}${path}`, { ...init, headers })
        if (token !== tokens.agent) expect([says, response.status >= 400]).toEqual([says, true])
      }
    }
    expect(recorder.findings).toEqual([])
  })

  test('writes as an agent what agents write, and to nobody else’s rows', { timeout: 120_000 }, async () => {
    const client = clientOf(tokens.agent)
    const before = await worldText()
    for (const { schema, table, relation } of targets) {
      if (AGENTS_MAY_WRITE.includes(relation.name)) continue
      const rows = town.world.rows[relation.name]?.slice(0, 3) ?? []
      for (const row of rows) {
        const key = Object.fromEntries(relation.key.map((name) => [name, row[name]]))
        const from = () => client.schema(schema).from(table)
        await from().insert(row)
        await from().delete().match(key)
        for (const { name } of relation.columns)
          await from()
            .update({ [name]: row[name] === true ? false : row[name] })
            .match(key)
      }
    }
    expect(await worldText()).toBe(before)
  })

  test('hears on private channels what the person hears, and as an agent nothing', { timeout: 60_000 }, async () => {
    const { mia, max } = town.people
    const topics = [`user:${mia.id}`, `user:${max.id}`, `run:${crypto.randomUUID()}`]
    const join = (client: SupabaseClient) => joinTopics(client, topics, true)
    expect(await join(mia.client)).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR', 'CHANNEL_ERROR'])
    expect(await join(clientOf(tokens.agent))).toEqual(Array(3).fill('CHANNEL_ERROR'))
    expect(await join(clientOf(tokens.gateway))).not.toContain('SUBSCRIBED')
    expect(await join(clientOf(tokens.toolSession))).not.toContain('SUBSCRIBED')
  })

  test('starts with a session token no run that knows more than the person', async () => {
    const { client } = town.people.mia
    const start = (args: object) => client.schema('ai').rpc('start_run', { p_text: 'Hello', ...args })
    const errors = await Promise.all([
      start({ p_agent_id: plantedAgent('south') }),
      start({ p_agent_id: plantedAgent('north'), p_draft: true }),
      start({ p_agent_id: plantedAgent('north'), p_session_id: crypto.randomUUID() }),
    ])
    expect(errors.map(({ error }) => error?.message)).toEqual([
      'agent_not_found',
      'agent_not_found',
      'session_not_found',
    ])
    const agent = await clientOf(tokens.agent)
      .schema('ai')
      .rpc('start_run', { p_text: 'Hello', p_agent_id: plantedAgent('north') })
    expect(agent.error?.message).toBe('agent_not_allowed')
  })
})

const clientOf = (token: string) =>
  stack.anonymous({ accessToken: async () => token, global: { fetch: recorder.fetch } })

async function post(name: string, token: string, body: unknown): Promise<{ status: number; code?: string }> {
  const response = await recorder.fetch(`${stack.apiUrl}/functions/v1/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json().catch(() => ({}))
  return { status: response.status, code: answer.error?.code }
}
