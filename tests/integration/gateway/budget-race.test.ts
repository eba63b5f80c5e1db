import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProjectDatabase } from '../../../scripts/open-project-database.ts'

const REQUESTS = 500
/** What one request may cost at most, and what the budget is good for. */
const AMOUNT = 100
const BUDGET = 100 * AMOUNT
const PEOPLE = 25
const CONNECTIONS = 40
/** `PARLEY_GATEWAY_RUNS=20` for the long way. */
const RUNS = Number(process.env.PARLEY_GATEWAY_RUNS ?? 2)

type Outcome = { hold: string } | { refused: string }

// PGlite has one session: there every race is won in order, and the tests would prove nothing.
describe.runIf(process.env.PARLEY_DB_URL)('five hundred requests at once against a budget for a hundred', () => {
  let database: Awaited<ReturnType<typeof openProjectDatabase>>
  let pool: Sql
  beforeAll(async () => {
    database = await openProjectDatabase()
    pool = postgres(database.url, { max: CONNECTIONS, onnotice: () => {} })
    await pool`insert into llm.models (id, kind, text_input, text_output, max_output_tokens) values ('m', 'chat', 1000000, 0, 10)`
    await pool`insert into plans (id, name, live_calls, requests_per_minute, tokens_per_minute, monthly_budget_micro_usd,
      llm_models, chat_model, concurrent_requests)
      values ('race', 'Race', 1, 1000000, 1000000000, ${BUDGET}, '{m}', 'm', 1000000)`
  })
  afterAll(async () => {
    await pool?.end({ timeout: 5 })
    await database?.drop()
  })

  /** An organisation of its own, so that runs do not meet. */
  async function newOrganization(people = PEOPLE) {
    const [{ id }] = await pool<
      [{ id: string }]
    >`insert into organizations (name, plan) values ('Race', 'race') returning id`
    const members = await Promise.all(
      Array.from({ length: people }, async () => {
        const person = crypto.randomUUID()
        await pool`insert into auth.users (id, aud, role, email) values (${person}, 'authenticated', 'authenticated', ${`${person}@example.test`})`
        await pool`insert into memberships (organization_id, user_id, role) values (${id}, ${person}, 'member')`
        return person
      }),
    )
    await pool`update memberships set role = 'owner' where user_id = ${members[0] ?? ''} and organization_id = ${id}`
    return { id, members }
  }

  async function admit(
    organization: string,
    person: string | undefined,
    holdSeconds = 600,
    sql = pool,
  ): Promise<Outcome> {
    const request = {
      organization_id: organization,
      user_id: person,
      source: 'gateway',
      kind: 'chat',
      hold_seconds: holdSeconds,
    }
    try {
      const [row] =
        await sql`select hold_id from llm_admit(${sql.json(request as never)}, ${sql.json({ input_tokens: AMOUNT })})`
      return { hold: row?.hold_id }
    } catch (error) {
      return { refused: (error as Error).message }
    }
  }

  const settle = (hold: string, tokens: number) =>
    pool`select llm_settle(${hold}, ${pool.json({ input_tokens: tokens })})`
  const holdsOf = (outcomes: Outcome[]) => outcomes.flatMap((outcome) => ('hold' in outcome ? [outcome.hold] : []))

  /** The ledger, the shares and the budget's row say the same; nothing more than there is was ever promised. */
  async function books(organization: string) {
    const [sums] = await pool<[{ held: number; settled: number; drawn: number; budget: number; ledger: number }]>`
      select sum(s.held)::int as held, sum(s.settled)::int as settled, sum(s.drawn)::int as drawn,
        (select drawn::int from llm.budgets where organization_id = ${organization}) as budget,
        (select coalesce(sum(cost_micro_usd), 0)::int from llm.usage where organization_id = ${organization}) as ledger
      from llm.shares s where organization_id = ${organization}`
    expect(sums.drawn).toBe(sums.budget)
    expect(sums.settled).toBe(sums.ledger)
    expect(sums.held + sums.settled).toBeLessThanOrEqual(BUDGET)
    return sums
  }

  /** One after the other until the budget says no: what is left then is less than a request's worth. */
  async function spendTheRest(organization: string, members: string[]): Promise<void> {
    for (let turn = 0; ; turn += 1) {
      const outcome = await admit(organization, members[turn % members.length])
      if ('refused' in outcome) {
        expect(outcome.refused).toBe('budget_spent')
        return
      }
      await settle(outcome.hold, AMOUNT)
    }
  }

  for (const people of [1, PEOPLE]) {
    test.each(Array.from({ length: RUNS }, (_, run) => run + 1))(
      `of ${people} people, each using all that it may: exactly a hundred get through (run %i)`,
      async () => {
        const { id, members } = await newOrganization(people)
        const outcomes = await Promise.all(
          Array.from({ length: REQUESTS }, (_, turn) => admit(id, members[turn % members.length])),
        )
        expect(holdsOf(outcomes)).toHaveLength(BUDGET / AMOUNT)
        expect(new Set(outcomes.flatMap((o) => ('refused' in o ? [o.refused] : [])))).toEqual(new Set(['budget_spent']))
        await Promise.all(holdsOf(outcomes).map((hold) => settle(hold, AMOUNT)))
        expect(await books(id)).toMatchObject({ held: 0, settled: BUDGET })
      },
    )
  }

  test.each(Array.from({ length: RUNS }, (_, run) => run + 1))(
    'each using some of it, some of nothing, while others come: at the end less than one request is left (run %i)',
    async () => {
      const { id, members } = await newOrganization()
      await Promise.all(
        Array.from({ length: REQUESTS }, async (_, turn) => {
          const outcome = await admit(id, members[turn % members.length])
          if ('refused' in outcome) return expect(outcome.refused).toBe('budget_spent')
          if (turn % 7 === 0) await pool`select llm_release(${outcome.hold})`
          else await settle(outcome.hold, 1 + ((turn * 37) % AMOUNT))
        }),
      )
      await books(id)
      await spendTheRest(id, members)
      const { settled, held } = await books(id)
      expect([held, BUDGET - settled < AMOUNT]).toEqual([0, true])
    },
  )

  test.each(Array.from({ length: RUNS }, (_, run) => run + 1))(
    'workers killed meanwhile, in the middle of admission and after it: what they held comes back (run %i)',
    async () => {
      const { id, members } = await newOrganization()
      const doomed = Array.from({ length: 10 }, () => postgres(database.url, { max: 1, onnotice: () => {} }))
      // Some die with an admission that never commits, holding its locks.
      const pids = await Promise.all(doomed.map((sql) => sql<[{ pid: number }]>`select pg_backend_pid() as pid`))
      const killed = doomed.map((sql, turn) => {
        const request = { organization_id: id, user_id: members[turn] ?? '', source: 'gateway', kind: 'chat' }
        const estimate = { input_tokens: AMOUNT }
        return sql`select llm_admit(${sql.json(request)}, ${sql.json(estimate)}), pg_sleep(30)`.catch(String)
      })
      // by a connection of its own: those of the crowd will all wait for the locks of the doomed
      const reaper = postgres(database.url, { max: 1, onnotice: () => {} })
      await reaper`select 1`
      setTimeout(() => {
        reaper`select pg_terminate_backend(pid) from unnest(${pids.map(([row]) => row.pid)}::int[]) pid`.execute()
      }, 500)
      await new Promise((resolve) => setTimeout(resolve, 100))
      // Others die after it: their holds, of two seconds here, are never settled.
      const outcomes = await Promise.all(
        Array.from({ length: REQUESTS }, (_, turn) => admit(id, members[turn % members.length], turn % 2 ? 2 : 600)),
      )
      expect(await Promise.all(killed)).toContainEqual(
        expect.stringMatching(/terminating connection|CONNECTION_CLOSED/),
      )
      await Promise.all([...doomed, reaper].map((sql) => sql.end({ timeout: 1 })))
      const [{ dead }] = await pool<[{ dead: number }]>`
        select count(*)::int as dead from llm.holds where organization_id = ${id} and expires_at < now() + interval '10 seconds'`
      expect(dead).toBeGreaterThan(0)
      const [{ live }] = await pool<[{ live: string[] }]>`
        select array_agg(id) as live from llm.holds where organization_id = ${id} and expires_at > now() + interval '10 seconds'`
      await Promise.all(live.map((hold) => settle(hold, AMOUNT)))
      expect(holdsOf(outcomes).length).toBeLessThanOrEqual(BUDGET / AMOUNT)
      await books(id)
      await new Promise((resolve) => setTimeout(resolve, 2_500))
      await spendTheRest(id, members)
      expect(await books(id)).toMatchObject({ held: 0, settled: BUDGET })
    },
  )
})
