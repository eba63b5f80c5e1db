import type { StackOptions } from '@parley/local-stack/stack-options'
import type { SupabaseClient } from '@supabase/supabase-js'
import { type StackFixture, startStackFixture, type TestUser } from '../../stack-fixture.ts'
import { personActor } from '../matrix/actor.ts'
import { type Catalog, readCatalog } from '../matrix/catalog.ts'
import type { Expectation } from '../matrix/expectation.ts'
import { loadExpectations } from '../matrix/load-expectations.ts'
import { readApiSchemas } from '../matrix/read-api-schemas.ts'
import { readWorldFacts, type WorldFacts } from '../matrix/world-facts.ts'
import { type Accounts, PERSON_NAMES, type PersonName } from '../world/people.ts'
import { plantWorld } from '../world/plant-world.ts'
import { plantedStrings } from './planted-strings.ts'
import { Recorder } from './recorder.ts'
import type { Target } from './table-attempts.ts'

/** The seeded world on a running stack, with Stray as the stranger in it, who has an organisation of their own. */
export interface Neighbourhood {
  stack: StackFixture
  people: Record<PersonName, TestUser>
  catalog: Catalog
  expectations: Expectation[]
  world: WorldFacts
  /** Every table with the rows that the stranger may not see. */
  targets: Target[]
  /** Knows everything that the neighbours have planted. */
  recorder: Recorder
  /** A stock client of somebody, or of nobody. */
  clientOf(user: TestUser | null, fetch: typeof globalThis.fetch, transport: typeof WebSocket): Promise<SupabaseClient>
}

/** Starts a stack and fills it. Whoever opens it stops its stack. */
export async function openNeighbourhood(extraSecrets: string[] = [], options?: StackOptions): Promise<Neighbourhood> {
  const stack = await startStackFixture(options)
  const users = await Promise.all(PERSON_NAMES.map((name) => stack.createUser(name)))
  const people = Object.fromEntries(PERSON_NAMES.map((name, i) => [name, users[i]])) as Record<PersonName, TestUser>
  await people.stray.client.rpc('create_organization', { p_name: 'Elsewhere' })
  const sql = stack.sql()
  await plantWorld(sql, people)
  const catalog = await readCatalog(sql, readApiSchemas())
  const expectations = await loadExpectations()
  const world = await readWorldFacts(sql, people, catalog)
  const secrets = plantedStrings(world, catalog, expectations, 'stray')
  for (const secret of extraSecrets) secrets.add(secret)
  return {
    stack,
    people,
    catalog,
    expectations,
    world,
    targets: listTargets(catalog, expectations, world, people),
    recorder: new Recorder(secrets),
    async clientOf(user, fetch, transport) {
      const auth = { persistSession: false, autoRefreshToken: false }
      const client = stack.anonymous({ auth, global: { fetch }, realtime: { transport } })
      if (user) await client.auth.setSession(user.session)
      return client
    },
  }
}

function listTargets(catalog: Catalog, expectations: Expectation[], world: WorldFacts, accounts: Accounts): Target[] {
  const stranger = personActor(accounts, 'stray')
  return catalog.relations.flatMap((relation) => {
    const expectation = expectations.find((candidate) => 'table' in candidate && candidate.table === relation.name)
    if (!expectation || !('table' in expectation)) return []
    const [schema = '', table = ''] = relation.name.split('.')
    const rows = world.rows[relation.name] ?? []
    const hidden = rows.filter((row) => !expectation.seenBy.some((rule) => rule.holds(stranger, row, world)))
    // Of what everybody sees there is nothing to hide, but something to write to.
    return [{ schema, table, relation, expectation, neighbours: hidden.length > 0 ? hidden : rows }]
  })
}
