import { readdirSync } from 'node:fs'
import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StackFixture, TestUser } from '../stack-fixture.ts'
import { readApiSchemas } from './matrix/read-api-schemas.ts'
import { readWorldFacts } from './matrix/world-facts.ts'
import type { Attempt } from './stranger/attempt.ts'
import { embedAttempts } from './stranger/embed-attempts.ts'
import { readForeignKeys } from './stranger/foreign-keys.ts'
import { functionAttempts } from './stranger/function-attempts.ts'
import { type Neighbourhood, openNeighbourhood } from './stranger/open-neighbourhood.ts'
import { plantedStrings } from './stranger/planted-strings.ts'
import { edgeFunctionBodies, rawAttempts } from './stranger/raw-attempts.ts'
import { Recorder } from './stranger/recorder.ts'
import { startCall } from './stranger/start-call.ts'
import { storageAttempts } from './stranger/storage-attempts.ts'
import { readAttempts, writeAttempts } from './stranger/table-attempts.ts'
import { plantedCall } from './world/planted-calls.ts'
import { ORPHANED_FILE, plantedKnowledgeBase, plantedLease, plantedSource } from './world/planted-knowledge.ts'
import { ORGANIZATIONS, plantedAgent } from './world/planted-rows.ts'
import { plantedRun, plantedToolCall } from './world/planted-runs.ts'
import { plantedSegment } from './world/planted-segment.ts'
import { plantedTool } from './world/planted-tools.ts'

const SECRET_FILE = 'secret-0123456789abcdef'
const FILE = `${ORGANIZATIONS.north.id}/recording.txt`

let town: Neighbourhood
let stack: StackFixture
let recorder: Recorder
/** The stranger, signed in, and somebody who is not. */
let strangers: SupabaseClient[]
/** A file of the neighbours in each bucket. */
let files: { bucket: string; path: string; type: string }[]
const counts = { attempts: 0, controls: 0, withRows: 0 }
const controlErrors = new Map<string, string>()

beforeAll(async () => {
  town = await openNeighbourhood([SECRET_FILE])
  stack = town.stack
  recorder = town.recorder
  await stack.admin().storage.createBucket('recordings', { public: false })
  files = [
    { bucket: 'recordings', path: FILE, type: 'text/plain' },
    { bucket: 'sources', path: FILE, type: 'text/plain' },
    { bucket: 'images', path: `${town.people.mia.id}/holiday.png`, type: 'image/png' },
  ]
  for (const { bucket, path, type } of files) {
    const { error } = await stack
      .admin()
      .storage.from(bucket)
      .upload(path, new Blob([SECRET_FILE], { type }))
    expect(error, bucket).toBeNull()
  }
  const clientOf = (user: TestUser | null) => town.clientOf(user, recorder.fetch, recorder.socketClass())
  strangers = await Promise.all([clientOf(town.people.stray), clientOf(null)])
}, 180_000)
afterAll(() => stack?.stop())

/** Each attempt by both strangers, and what may be repeated without harm by the control. */
async function make(attempts: Attempt[], control: SupabaseClient): Promise<void> {
  const queue = [...attempts]
  const work = async () => {
    for (let attempt = queue.shift(); attempt; attempt = queue.shift()) {
      for (const client of strangers) {
        await attempt.run(client)
        counts.attempts += 1
      }
      if (attempt.kind === 'write') continue
      const { data, error, count } = await attempt.run(control)
      counts.controls += 1
      if (hasSomething(data) || count) counts.withRows += 1
      else controlErrors.set(attempt.says, JSON.stringify(error))
    }
  }
  await Promise.all(Array.from({ length: 6 }, work))
}

/** Of a neighbour's run, and of what it waits for. */
function idsOfRun(person: 'mia' | 'otto') {
  const run = person === 'mia' ? plantedRun('mia', 'running') : plantedRun('otto', 'completed')
  const [state = 'done'] = run.toolCalls.slice(-1)
  const waiting = plantedToolCall(run, state)
  return { run: run.id, session: run.sessionId, approval: waiting, tool_call: waiting }
}

const hasSomething = (data: unknown) => (Array.isArray(data) ? data.length > 0 : data !== null && data !== undefined)

describe('a stranger with a stock client gets nothing of the neighbours', () => {
  test('from tables, with every filter', { timeout: 480_000 }, async () => {
    await make(town.targets.flatMap(readAttempts), stack.admin())
    expect(recorder.findings).toEqual([])
  })

  test('from embeds along every foreign key', { timeout: 120_000 }, async () => {
    const keys = (await Promise.all(readApiSchemas().map((schema) => readForeignKeys(stack.sql(), schema)))).flat()
    const idOf = (table: string) => town.targets.find((target) => target.table === table)?.relation.key.join(',') || '*'
    const ids = town.targets.flatMap(({ neighbours, relation }) =>
      neighbours.slice(0, 3).map((row) => String(row[relation.key[0] ?? ''])),
    )
    await make(
      embedAttempts(
        keys,
        idOf,
        ids.filter((id) => id.length === 36),
      ),
      stack.admin(),
    )
    expect(recorder.findings).toEqual([])
  })

  // `planned` and `estimated` are the planner's guesses from statistics of the whole table: docs/isolation.md.
  test('from exact numbers of rows', async () => {
    const [stranger] = strangers
    for (const { schema, table, relation } of town.targets) {
      const rows = await stranger?.schema(schema).from(table).select(relation.key.join(','))
      const counted = await stranger
        ?.schema(schema)
        .from(table)
        .select(relation.key.join(','), { count: 'exact', head: true })
      counts.attempts += 1
      expect(counted?.count ?? 0, table).toBe(rows?.data?.length ?? 0)
    }
  })

  test('from functions', { timeout: 120_000 }, async () => {
    const neighbours = (['mia', 'otto'] as const).map((name) => {
      const where = name === 'mia' ? 'north' : 'south'
      const call = plantedCall(name)
      const source = name === 'mia' ? plantedSource('mia', { state: 'embedding' }) : plantedSource('otto')
      return {
        uuids: {
          organization: ORGANIZATIONS[where].id,
          user: town.people[name].id,
          owner: town.people[name].id,
          agent: plantedAgent(where),
          call: call.id,
          segment: plantedSegment(call),
          source: source.id,
          lease: plantedLease(source),
          knowledge: plantedKnowledgeBase(where),
          ...idsOfRun(name),
        },
        texts: {
          name: ORGANIZATIONS[where].name,
          email: town.people[name].email,
          role: 'admin',
          query: 'secret',
          event: 'made_up',
          message: 'made up',
          level: 'info',
          kind: 'text',
          sha256: source.sha256,
          visibility: 'private',
          mode: 'text',
          language: 'simple',
          path: ORPHANED_FILE,
        },
      }
    })
    await make(functionAttempts(town.catalog.functions, neighbours), stack.anonymous())
    expect(recorder.findings).toEqual([])
  })

  test('from storage', { timeout: 120_000 }, async () => {
    for (const { bucket, path, type } of files) {
      await make(storageAttempts(bucket, path, type), stack.admin())
      await recorder.fetch(`${stack.apiUrl}/storage/v1/object/public/${bucket}/${path}`)
      counts.attempts += 1
      expect(recorder.findings, bucket).toEqual([])
      expect(await (await stack.admin().storage.from(bucket).download(path)).data?.text(), bucket).toBe(SECRET_FILE)
      // beside the rows of the seeded world, which have no file
      const rows = await stack.sql()<{ name: string }[]>`
        select name from storage.objects where bucket_id = ${bucket} and name not like '%secret-%'`
      expect(
        rows.map(({ name }) => name),
        bucket,
      ).toEqual([path])
    }
  })

  test('from other schemas, other APIs and the service’s own', async () => {
    for (const user of [town.people.stray, null]) {
      for (const { path, init } of rawAttempts(town.people.mia)) {
        const token = user?.session.access_token ?? stack.publishableKey
        const headers = new Headers(init?.headers)
        headers.set('apikey', stack.publishableKey)
        headers.set('authorization', `Bearer ${token}`)
        await recorder.fetch(`${stack.apiUrl}${path}`, { ...init, headers })
        counts.attempts += 1
      }
    }
    expect(recorder.findings).toEqual([])
    expect((await stack.admin().auth.admin.getUserById(town.people.mia.id)).data.user?.email).toBe(
      town.people.mia.email,
    )
  })

  test('from Edge Functions', { timeout: 120_000 }, async () => {
    const shown = plantedSource('mia', { state: 'indexed again' })
    const run = plantedRun('mia', 'running')
    const runIds = { run: run.id, session: run.sessionId, toolCall: plantedToolCall(run, 'approval') }
    const bodies = edgeFunctionBodies({
      agent: plantedAgent('north'),
      call: plantedCall('mia', { live: true }).id,
      organization: ORGANIZATIONS.north.id,
      source: shown.id,
      knowledgeBase: plantedKnowledgeBase('north'),
      tool: plantedTool('north'),
      sha256: shown.sha256,
      ...runIds,
    })
    const names = readdirSync(new URL('../../supabase/functions', import.meta.url)).filter(
      (name) => !name.startsWith('_'),
    )
    expect(
      names.filter((name) => !bodies[name]),
      'say in edgeFunctionBodies what a stranger would ask of these',
    ).toEqual([])
    for (const name of names) {
      for (const body of bodies[name] ?? []) {
        for (const client of strangers) {
          const { data, error } = await client.functions.invoke(name, { body: body as Record<string, unknown> })
          counts.attempts += 1
          // Everybody may search: in what they may read, which is nothing here.
          if (name === 'search' && client === strangers[0]) expect([error, data?.items]).toEqual([null, []])
          else expect(error, `${name} ${JSON.stringify(body)}`).not.toBeNull()
        }
        if (name !== 'search') continue
        const { data } = await town.people.mia.client.functions.invoke(name, { body: body as Record<string, unknown> })
        expect(data?.items.length, `a neighbour's ${JSON.stringify(body)}`).toBeGreaterThan(0)
      }
    }
    expect(recorder.findings).toEqual([])
  })

  test('from the relay', async () => {
    for (const token of [town.people.stray.session.access_token, stack.publishableKey]) {
      for (const ids of [{ agent_id: plantedAgent('north') }, { call_id: plantedCall('mia', { live: true }).id }]) {
        expect(await startCall(recorder, stack.apiUrl, token, ids), JSON.stringify(ids)).not.toContain('relay.session')
        counts.attempts += 1
      }
    }
    expect(recorder.findings).toEqual([])
  })

  test('by writing', { timeout: 480_000 }, async () => {
    await make(
      town.targets.flatMap((target) => writeAttempts({ ...target, neighbours: target.neighbours.slice(0, 2) })),
      stack.admin(),
    )
    expect(recorder.findings).toEqual([])
  })

  test('and has changed nothing of theirs', async () => {
    const after = await readWorldFacts(stack.sql(), town.people, town.catalog)
    for (const { relation, neighbours } of town.targets) {
      const now = new Set(after.rows[relation.name]?.map((row) => JSON.stringify(row)))
      expect(
        neighbours.filter((row) => !now.has(JSON.stringify(row))),
        relation.name,
      ).toEqual([])
      const before = new Set(town.world.rows[relation.name]?.map((row) => JSON.stringify(row)))
      // The neighbours' files came after the world was looked at.
      const isFile = (row: string) => files.some(({ path }) => row.includes(`"name":"${path}"`))
      const added = [...now].filter((row) => !before.has(row) && !isFile(row)).join()
      // What they called an organisation of their own is theirs to choose.
      const names = Object.values(ORGANIZATIONS).map(({ name }) => name)
      const secrets = [...plantedStrings(town.world, town.catalog, town.expectations, 'stray')]
      expect(
        secrets.filter((secret) => !names.includes(secret) && added.includes(secret)),
        relation.name,
      ).toEqual([])
    }
  })

  test('which the recorder would have noticed', async () => {
    const own = new Recorder(recorder.secrets)
    const olga = await town.clientOf(town.people.olga, own.fetch, own.socketClass())
    own.findings.length = 0
    await olga.from('calls').select('*')
    expect(own.findings.length).toBe(1)
    expect(own.findings[0]?.found).toContain(plantedCall('max').id)
  })

  test('and every attempt that can succeed does, for those who may', () => {
    console.log(
      `stranger: ${counts.attempts} attempts in ${recorder.requests} requests, ${recorder.findings.length} findings; ` +
        `controls: ${counts.withRows} of ${counts.controls} returned something`,
    )
    if (process.env.PARLEY_SHOW_CONTROLS)
      for (const [says, error] of controlErrors) console.log(`  no rows: ${says}: ${error}`)
    expect(counts.attempts).toBeGreaterThan(2000)
    expect(counts.withRows / counts.controls).toBeGreaterThan(0.6)
  })
})
