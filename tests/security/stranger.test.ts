import { readdirSync } from 'node:fs'
import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type StackFixture, startStackFixture, type TestUser } from '../stack-fixture.ts'
import { personActor } from './matrix/actor.ts'
import { type Catalog, readCatalog } from './matrix/catalog.ts'
import type { Expectation } from './matrix/expectation.ts'
import { loadExpectations } from './matrix/load-expectations.ts'
import { readApiSchemas } from './matrix/read-api-schemas.ts'
import { readWorldFacts, type WorldFacts } from './matrix/world-facts.ts'
import type { Attempt } from './stranger/attempt.ts'
import { embedAttempts } from './stranger/embed-attempts.ts'
import { readForeignKeys } from './stranger/foreign-keys.ts'
import { functionAttempts } from './stranger/function-attempts.ts'
import { plantedStrings } from './stranger/planted-strings.ts'
import { edgeFunctionBodies, rawAttempts } from './stranger/raw-attempts.ts'
import { Recorder } from './stranger/recorder.ts'
import { storageAttempts } from './stranger/storage-attempts.ts'
import { readAttempts, type Target, writeAttempts } from './stranger/table-attempts.ts'
import { type Accounts, PERSON_NAMES, type PersonName } from './world/people.ts'
import { plantWorld } from './world/plant-world.ts'
import { plantedCall } from './world/planted-calls.ts'
import { ORGANIZATIONS, plantedAgent } from './world/planted-rows.ts'
import { plantedSegment } from './world/planted-segment.ts'

const SECRET_FILE = 'secret-0123456789abcdef'
const FILE = `${ORGANIZATIONS.north.id}/recording.txt`

let stack: StackFixture
let people: Record<PersonName, TestUser>
let catalog: Catalog
let expectations: Expectation[]
let world: WorldFacts
let targets: Target[]
let recorder: Recorder
/** The stranger, signed in, and somebody who is not. */
let strangers: SupabaseClient[]
const counts = { attempts: 0, controls: 0, withRows: 0 }
const controlErrors = new Map<string, string>()

beforeAll(async () => {
  stack = await startStackFixture()
  const users = await Promise.all(PERSON_NAMES.map((name) => stack.createUser(name)))
  people = Object.fromEntries(PERSON_NAMES.map((name, i) => [name, users[i]])) as Record<PersonName, TestUser>
  await people.stray.client.rpc('create_organization', { p_name: 'Elsewhere' })
  const sql = stack.sql()
  await plantWorld(sql, people as Accounts)
  await stack.admin().storage.createBucket('recordings', { public: false })
  await stack
    .admin()
    .storage.from('recordings')
    .upload(FILE, new Blob([SECRET_FILE], { type: 'text/plain' }))
  catalog = await readCatalog(sql, readApiSchemas())
  expectations = await loadExpectations()
  world = await readWorldFacts(sql, people as Accounts, catalog)
  targets = listTargets()
  recorder = new Recorder(plantedStrings(world, catalog, expectations, 'stray').add(SECRET_FILE))
  strangers = [await recordedClient(people.stray), await recordedClient(null)]
}, 180_000)
afterAll(() => stack?.stop())

/** A stock client whose answers are looked into. */
async function recordedClient(user: TestUser | null): Promise<SupabaseClient> {
  const client = stack.anonymous({
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch: recorder.fetch },
    realtime: { transport: recorder.socketClass((frame) => frame.includes('"DELETE"')) },
  })
  if (user) await client.auth.setSession(user.session)
  return client
}

/** Every table with the rows that the stranger may not see. */
function listTargets(): Target[] {
  const stranger = personActor(people as Accounts, 'stray')
  return catalog.relations.flatMap((relation) => {
    const expectation = expectations.find((candidate) => 'table' in candidate && candidate.table === relation.name)
    if (!expectation || !('table' in expectation)) return []
    const [schema = '', table = ''] = relation.name.split('.')
    const rows = world.rows[relation.name] ?? []
    const neighbours = rows.filter((row) => !expectation.seenBy.some((rule) => rule.holds(stranger, row, world)))
    return [{ schema, table, relation, expectation, neighbours: neighbours.length > 0 ? neighbours : rows }]
  })
}

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
      const { data, error } = await attempt.run(control)
      counts.controls += 1
      if (hasSomething(data)) counts.withRows += 1
      else controlErrors.set(attempt.says, JSON.stringify(error))
    }
  }
  await Promise.all(Array.from({ length: 6 }, work))
}

const hasSomething = (data: unknown) => (Array.isArray(data) ? data.length > 0 : data !== null && data !== undefined)

describe('a stranger with a stock client gets nothing of the neighbours', () => {
  test('from tables, with every filter', { timeout: 240_000 }, async () => {
    await make(targets.flatMap(readAttempts), stack.admin())
    expect(recorder.findings).toEqual([])
  })

  test('from embeds along every foreign key', { timeout: 120_000 }, async () => {
    const keys = await readForeignKeys(stack.sql(), 'public')
    const idOf = (table: string) => targets.find((target) => target.table === table)?.relation.key.join(',') || '*'
    const ids = targets.flatMap(({ neighbours, relation }) =>
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

  test('from numbers of rows', async () => {
    const [stranger] = strangers
    for (const { table, relation } of targets) {
      const read = () => stranger?.from(table)
      const rows = await read()?.select(relation.key.join(','))
      for (const count of ['exact', 'planned', 'estimated'] as const) {
        const counted = await read()?.select(relation.key.join(','), { count, head: true })
        counts.attempts += 1
        expect.soft(counted?.count ?? 0, `${table} ${count}`).toBeLessThanOrEqual(rows?.data?.length ?? 0)
      }
    }
  })

  test('from functions', { timeout: 120_000 }, async () => {
    const neighbours = (['mia', 'otto'] as const).map((name) => {
      const where = name === 'mia' ? 'north' : 'south'
      const call = plantedCall(name)
      return {
        uuids: {
          organization: ORGANIZATIONS[where].id,
          user: people[name].id,
          owner: people[name].id,
          agent: plantedAgent(where),
          call: call.id,
          segment: plantedSegment(call),
        },
        texts: {
          name: ORGANIZATIONS[where].name,
          email: people[name].email,
          role: 'admin',
          query: 'secret',
          event: 'made_up',
          message: 'made up',
          level: 'info',
        },
      }
    })
    await make(functionAttempts(catalog.functions, neighbours), stack.anonymous())
    expect(recorder.findings).toEqual([])
  })

  test('from storage', async () => {
    await make(storageAttempts('recordings', FILE), stack.admin())
    const publicUrl = `${stack.apiUrl}/storage/v1/object/public/recordings/${FILE}`
    await recorder.fetch(publicUrl)
    counts.attempts += 1
    expect(recorder.findings).toEqual([])
    expect(await (await stack.admin().storage.from('recordings').download(FILE)).data?.text()).toBe(SECRET_FILE)
    expect((await stack.admin().storage.from('recordings').list(ORGANIZATIONS.north.id)).data).toHaveLength(1)
  })

  test('from other schemas, other APIs and the service’s own', async () => {
    for (const user of [people.stray, null]) {
      for (const { path, init } of rawAttempts(people.mia)) {
        const token = user?.session.access_token ?? stack.publishableKey
        const headers = new Headers(init?.headers)
        headers.set('apikey', stack.publishableKey)
        headers.set('authorization', `Bearer ${token}`)
        await recorder.fetch(`${stack.apiUrl}${path}`, { ...init, headers })
        counts.attempts += 1
      }
    }
    expect(recorder.findings).toEqual([])
    expect((await stack.admin().auth.admin.getUserById(people.mia.id)).data.user?.email).toBe(people.mia.email)
  })

  test('from Edge Functions', { timeout: 120_000 }, async () => {
    const bodies = edgeFunctionBodies({
      agent: plantedAgent('north'),
      call: plantedCall('mia', { live: true }).id,
      organization: ORGANIZATIONS.north.id,
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
          const { error } = await client.functions.invoke(name, { body: body as Record<string, unknown> })
          counts.attempts += 1
          expect(error, `${name} ${JSON.stringify(body)}`).not.toBeNull()
        }
      }
    }
    expect(recorder.findings).toEqual([])
  })

  test('by writing', { timeout: 240_000 }, async () => {
    await make(
      targets.flatMap((target) => writeAttempts({ ...target, neighbours: target.neighbours.slice(0, 2) })),
      stack.admin(),
    )
    expect(recorder.findings).toEqual([])
  })

  test('and has changed nothing of theirs', async () => {
    const after = await readWorldFacts(stack.sql(), people as Accounts, catalog)
    for (const { relation, neighbours } of targets) {
      const now = new Set(after.rows[relation.name]?.map((row) => JSON.stringify(row)))
      expect(
        neighbours.filter((row) => !now.has(JSON.stringify(row))),
        relation.name,
      ).toEqual([])
      const before = new Set(world.rows[relation.name]?.map((row) => JSON.stringify(row)))
      const added = [...now].filter((row) => !before.has(row)).join()
      const secrets = plantedStrings(world, catalog, expectations, 'stray')
      expect(
        [...secrets].filter((secret) => added.includes(secret)),
        relation.name,
      ).toEqual([])
    }
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
