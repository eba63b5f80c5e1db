import postgresJs, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Postgres, startPostgres } from './start-postgres.ts'

/** One client and what it must find: its own setting, and the rows that it has committed. */
type Actor = { name: string; sql: Sql; tenant: string; rows: number }

let postgres: Postgres
const actors: Actor[] = []

beforeAll(async () => {
  postgres = await startPostgres({ dataDir: 'memory', port: 0 })
  const setup = postgresJs(postgres.url, { max: 1 })
  await setup`create table marks (owner text, fate text)`
  await setup.end()
  for (const name of ['a', 'b', 'c', 'd']) {
    const sql = postgresJs(postgres.url, { max: 1, onnotice: () => {} })
    actors.push({ name, sql, tenant: '', rows: 0 })
  }
}, 60_000)

afterAll(async () => {
  await Promise.all(actors.map(({ sql }) => sql.end()))
  await postgres?.stop()
})

/** Small, seeded, so that a failure can be had again. */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const actions: ((actor: Actor, pick: (below: number) => number) => Promise<void>)[] = [
  async (actor, pick) => {
    actor.tenant = `${actor.name}${pick(1000)}`
    await actor.sql`select set_config('app.tenant', ${actor.tenant}, false)`
  },
  async (actor) => {
    const [row] = await actor.sql`select current_setting('app.tenant', true) as tenant`
    expect(row?.tenant ?? '').toBe(actor.tenant)
  },
  async (actor) => {
    await actor.sql.begin(async (transaction) => {
      await transaction`insert into marks values (${actor.name}, 'kept')`
      const [row] = await transaction`select count(*)::int as n from marks where owner = ${actor.name}`
      expect(row?.n).toBe(++actor.rows)
    })
  },
  async (actor) => {
    const undone = actor.sql.begin(async (transaction) => {
      await transaction`insert into marks values (${actor.name}, 'doomed')`
      await transaction`select set_config('app.tenant', 'doomed', false)`
      throw new Error('roll back')
    })
    await expect(undone).rejects.toThrow('roll back')
  },
  async (actor) => {
    const [row] = await actor.sql`select count(*)::int as n from marks where fate = 'doomed'`
    expect(row?.n).toBe(0)
  },
  async (actor, pick) => {
    const n = pick(5)
    const [row] = await actor.sql.unsafe(`select ${n}::int as n, $1::text as name`, [actor.name], { prepare: true })
    expect(row).toEqual({ n, name: actor.name })
  },
  async (actor) => {
    await expect(actor.sql`select 1 / (select count(*) from marks where fate = 'doomed')`).rejects.toThrow(/zero/)
  },
  async (actor) => {
    await actor.sql.unsafe('set role pg_read_all_data; reset role; discard temp')
  },
]

it.each([11, 22, 33])(
  'clients in random order find what they alone would have found (seed %i)',
  async (seed) => {
    const pick = random(seed)
    for (let round = 0; round < 25; round++) {
      const plans = actors.map((actor) => ({ actor, steps: Array.from({ length: 4 }, () => pick(actions.length)) }))
      const run = async ({ actor, steps }: (typeof plans)[number]) => {
        for (const step of steps) await actions[step]?.(actor, pick)
      }
      await Promise.all(plans.map(run))
    }
    const [row] = await (actors[0] as Actor).sql`select count(*)::int as n from marks`
    expect(row?.n).toBe(actors.reduce((sum, { rows }) => sum + rows, 0))
  },
  60_000,
)
