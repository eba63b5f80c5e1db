import { createHash, randomUUID } from 'node:crypto'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProjectDatabase } from '../../scripts/open-project-database.ts'
import { insertUser } from '../knowledge/insert-user.ts'

const runsOfPerson = 5
const runsOfOrganization = 20
const rounds = 15

interface Started {
  run_id: string
  session_id: string
  existing: boolean
}

// PGlite has one session: there every race is won in order, and the tests would prove nothing.
describe.runIf(process.env.PARLEY_DB_URL)('what runs promise holds for everybody at once', { timeout: 180_000 }, () => {
  let database: Awaited<ReturnType<typeof openProjectDatabase>>
  let connections: Sql[]
  /** As the owner of the database. */
  let sql: Sql
  beforeAll(async () => {
    database = await openProjectDatabase()
    connections = Array.from({ length: 40 }, () => postgres(database.url, { max: 1, onnotice: () => {} }))
    await Promise.all(connections.map((connection) => connection`select 1`))
    sql = postgres(database.url, { max: 2, onnotice: () => {} })
  }, 180_000)
  afterAll(async () => {
    await Promise.all([...(connections ?? []), sql].map((connection) => connection?.end()))
    await database?.drop()
  })

  /** In a transaction that commits a moment later: what it gave, or the error's code and message. */
  async function attempt<T>(
    turn: number,
    claims: object,
    work: (sql: TransactionSql) => Promise<T>,
  ): Promise<T | string> {
    const role = (claims as { role: string }).role
    try {
      return (await connections[turn]?.begin(async (tx) => {
        await tx`select set_config('role', ${role}, true), set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
        const result = await work(tx)
        await tx`select pg_sleep(0.01)`
        return result
      })) as T
    } catch (error) {
      return `${(error as { code?: string }).code} ${(error as Error).message}`
    }
  }
  const asPerson = <T>(turn: number, userId: string, work: (sql: TransactionSql) => Promise<T>) =>
    attempt(turn, { sub: userId, role: 'authenticated' }, work)
  const asServer = <T>(turn: number, work: (sql: TransactionSql) => Promise<T>) =>
    attempt(turn, { role: 'service_role' }, work)
  const together = <T>(times: number, work: (turn: number) => Promise<T>) =>
    Promise.all(Array.from({ length: times }, (_, turn) => work(turn)))

  const newPerson = async () => (await insertUser(sql, `ada-${randomUUID()}@example.test`)).userId
  const start = (
    turn: number,
    userId: string,
    session: string | null = null,
    key: string | null = null,
    agent: string | null = null,
  ) =>
    asPerson(
      turn,
      userId,
      async (tx) =>
        (
          await tx<Started[]>`
        select * from ai.start_run(${agent}, 'Hello', ${session}, p_idempotency_key => ${key})`
        )[0] as Started,
    )
  async function started(userId: string): Promise<Started> {
    const run = await start(0, userId)
    if (typeof run === 'string') throw new Error(run)
    return run
  }
  async function claimed(run: Started): Promise<string> {
    const lease = await asServer(
      0,
      (tx) => tx<{ lease_token: string }[]>`select * from ai.claim_run(60, ${run.run_id})`,
    )
    if (typeof lease === 'string' || !lease[0]) throw new Error(`not claimed: ${lease}`)
    return lease[0].lease_token
  }
  /** A run whose only tool call waits for an approval; not parked yet. */
  async function asking(userId: string): Promise<{ run: Started; token: string; approval: string }> {
    const run = await started(userId)
    const token = await claimed(run)
    const approval = randomUUID()
    const step = {
      step: 1,
      text: '',
      tool_calls: [{ id: approval, provider_call_id: 'call', name: 'order', arguments: {}, needs_approval: true }],
    }
    await asServer(0, (tx) => tx`select ai.save_run_step(${run.run_id}, ${token}, ${tx.json(step)}, '[]')`)
    return { run, token, approval }
  }
  const statusOf = async (run: Started) => (await sql`select status from ai.runs where id = ${run.run_id}`)[0]?.status
  const eventsOf = async (run: Started, type: string) =>
    (await sql`select data from ai.run_events where run_id = ${run.run_id} and type = ${type}`).map(({ data }) => data)

  test('one key, sent forty times at once, is one run', async () => {
    const person = await newPerson()
    const key = randomUUID()
    const outcomes = (await together(40, (turn) => start(turn, person, null, key))) as Started[]
    expect(new Set(outcomes.map(({ run_id }) => run_id)).size).toBe(1)
    expect(outcomes.filter(({ existing }) => !existing)).toHaveLength(1)
    expect(await sql`select from public.chat_sessions where user_id = ${person}`).toHaveLength(1)
  })

  test('a session has one run, and a person so many, however they are begun', async () => {
    const person = await newPerson()
    const first = await started(person)
    await asPerson(0, person, (tx) => tx`select ai.cancel_run(${first.run_id})`)
    const same = await together(40, (turn) => start(turn, person, first.session_id))
    expect(same.filter((outcome) => typeof outcome !== 'string')).toHaveLength(1)
    expect(new Set(same.filter((outcome) => typeof outcome === 'string'))).toEqual(new Set(['PT409 session_busy']))
    const others = await together(40, (turn) => start(turn, person))
    expect(others.filter((outcome) => typeof outcome !== 'string')).toHaveLength(runsOfPerson - 1)
    expect(new Set(others.filter((outcome) => typeof outcome === 'string'))).toEqual(new Set(['PT429 runs_limit']))
  })

  test('members who begin runs at the same moment get as many as the plan allows', async () => {
    const { agent, members } = await newOrganization(10)
    const outcomes = await together(40, (turn) => start(turn, members[turn % 10] ?? '', null, null, agent))
    expect(outcomes.filter((outcome) => typeof outcome !== 'string')).toHaveLength(runsOfOrganization)
    expect(new Set(outcomes.filter((outcome) => typeof outcome === 'string'))).toEqual(new Set(['PT429 runs_limit']))
  })

  test('who is removed while they begin a run has none afterwards', async () => {
    const { shop, owner, agent, members } = await newOrganization(rounds)
    for (const member of members) {
      const outcomes = await together(
        2,
        (turn): Promise<unknown> =>
          turn === 0
            ? start(turn, member, null, null, agent)
            : asPerson(turn, owner, (tx) => tx`select remove_member(${shop}, ${member})`),
      )
      expect(typeof outcomes[1]).not.toBe('string')
      const live =
        await sql`select from ai.runs where user_id = ${member} and status in ('queued', 'running', 'waiting')`
      expect(live).toHaveLength(0)
    }
  })

  test('a run is taken by one of forty workers, and forty runs by one each', async () => {
    const people = await together(8, newPerson)
    await sql`delete from private.run_jobs`
    for (const person of people) for (let i = 0; i < runsOfPerson; i += 1) await started(person)
    const [named] = await sql`select run_id from private.run_jobs limit 1`
    const one = await together(40, (turn) =>
      asServer(turn, (tx) => tx`select * from ai.claim_run(60, ${named?.run_id})`),
    )
    expect(one.flat().filter((outcome) => typeof outcome !== 'string')).toHaveLength(1)
    const taken: string[] = []
    while (taken.length < 39) {
      const some = await together(40, (turn) => asServer(turn, (tx) => tx`select run_id from ai.claim_run(60)`))
      for (const outcome of some) if (typeof outcome === 'string') throw new Error(outcome)
      taken.push(...some.flat().map((row) => (row as unknown as { run_id: string }).run_id))
    }
    expect(new Set(taken).size).toBe(39)
    expect(await asServer(0, (tx) => tx`select * from ai.claim_run(60)`)).toHaveLength(0)
  })

  test('of forty decisions at once one counts, and the run goes on once', async () => {
    const person = await newPerson()
    const { run, token, approval } = await asking(person)
    expect(await asServer(0, (tx) => tx`select ai.park_run(${run.run_id}, ${token}) as parked`)).toEqual([
      { parked: true },
    ])
    const outcomes = await together(40, (turn) =>
      asPerson(turn, person, async (tx) => {
        const [row] = await tx`select ai.decide_approval(${approval}, ${turn % 2 ? 'approved' : 'refused'}) as decision`
        return [row?.decision]
      }),
    )
    const decisions = outcomes.filter((outcome) => typeof outcome !== 'string').flat()
    expect(decisions).toHaveLength(1)
    expect(new Set(outcomes.filter((outcome) => typeof outcome === 'string'))).toEqual(
      new Set(['PT409 approval_decided']),
    )
    const events = await eventsOf(run, 'tool.decided')
    expect(events).toEqual([{ tool_call_id: approval, name: 'order', decision: decisions[0] }])
    expect(await statusOf(run)).toBe('queued')
    const [call] = await sql`select status from ai.tool_calls where id = ${approval}`
    expect(call?.status).toBe(decisions[0] === 'approved' ? 'pending' : 'refused')
  })

  test('a decision while the run is being parked is never waited for', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const person = await newPerson()
      const { run, token, approval } = await asking(person)
      const [parked, decided] = await together(2, (turn) =>
        turn === 0
          ? asServer(turn, (tx) => tx`select ai.park_run(${run.run_id}, ${token}) as parked`)
          : asPerson(turn, person, (tx) => tx`select ai.decide_approval(${approval}, 'approved') as decision`),
      )
      expect(decided).toEqual([{ decision: 'approved' }])
      expect([parked, await statusOf(run)]).toEqual(
        (parked as unknown as { parked: boolean }[])[0]?.parked
          ? [[{ parked: true }], 'queued']
          : [[{ parked: false }], 'running'],
      )
    }
  })

  test('of stopping, completing and storing a step at once none is half done', async () => {
    const endings = new Set<string>()
    for (let round = 0; round < rounds; round += 1) {
      const person = await newPerson()
      const run = await started(person)
      const token = await claimed(run)
      const [stopped, stored, finished] = await together(3, async (turn) => {
        if (turn === 0) return asPerson(turn, person, (tx) => tx`select ai.cancel_run(${run.run_id}) as status`)
        if (turn === 1)
          return asServer(
            turn,
            (tx) => tx`select ai.save_run_step(${run.run_id}, ${token}, '{"step": 1, "text": "Yes."}', '[]')`,
          )
        return asServer(turn, (tx) => tx`select ai.finish_run(${run.run_id}, ${token}, 'completed', null)`)
      })
      const status = await statusOf(run)
      endings.add(status)
      expect(await eventsOf(run, 'run.done')).toEqual([{ status, error_code: null, cost_micro_usd: 0 }])
      expect(stopped).toEqual([{ status }])
      expect(typeof finished === 'string' ? finished : 'done').toBe(
        status === 'cancelled' ? 'PT409 run_cancelled' : 'done',
      )
      if (typeof stored === 'string') expect(stored).toMatch(/^PT409 run_(cancelled|lease_lost)$/)
      const said = await sql`select from public.chat_messages where run_id = ${run.run_id} and role = 'assistant'`
      expect(said).toHaveLength(typeof stored === 'string' ? 0 : 1)
    }
    expect([...endings].every((status) => ['cancelled', 'completed'].includes(status))).toBe(true)
  })

  test('a session that is deleted under its worker, its person and its stranger leaves nothing, and no deadlock', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const person = await newPerson()
      const { run, token, approval } = await asking(person)
      const events = [{ type: 'text.delta', data: { delta: 'Hello' } }]
      const outcomes = await together(6, (turn): Promise<unknown> => {
        if (turn === 0)
          return asPerson(turn, person, (tx) => tx`delete from public.chat_sessions where id = ${run.session_id}`)
        if (turn === 1) return asPerson(turn, person, (tx) => tx`select ai.decide_approval(${approval}, 'approved')`)
        if (turn === 2) return asPerson(turn, person, (tx) => tx`select ai.cancel_run(${run.run_id})`)
        if (turn === 3)
          return asServer(turn, (tx) => tx`select ai.save_run_events(${run.run_id}, ${token}, 60, ${tx.json(events)})`)
        if (turn === 4)
          return asServer(
            turn,
            (tx) => tx`select ai.save_run_step(${run.run_id}, ${token}, '{"step": 2, "text": "Yes."}', '[]')`,
          )
        return start(turn, person, run.session_id)
      })
      for (const outcome of outcomes.filter((text) => typeof text === 'string'))
        expect(outcome).toMatch(
          /^PT4\d\d (approval_not_found|approval_decided|run_not_found|run_lease_lost|run_cancelled|session_busy|session_not_found)$/,
        )
      expect(typeof outcomes[0]).not.toBe('string')
      const [left] = await sql`select (select count(*) from ai.run_events where run_id = ${run.run_id})
        + (select count(*) from ai.tool_calls where run_id = ${run.run_id})
        + (select count(*) from private.run_jobs where run_id = ${run.run_id})
        + (select count(*) from public.chat_sessions where id = ${run.session_id}) as rows`
      expect(Number(left?.rows)).toBe(0)
    }
  })

  test('a run and a call that go on with a session at the same moment, while it is deleted, wait in no circle', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const person = await newPerson()
      const first = await started(person)
      await asPerson(0, person, (tx) => tx`select ai.cancel_run(${first.run_id})`)
      const hash = createHash('sha256').update(randomUUID()).digest('hex')
      const outcomes = await together(3, (turn): Promise<unknown> => {
        if (turn === 0) return start(turn, person, first.session_id)
        if (turn === 2)
          return asPerson(turn, person, (tx) => tx`delete from public.chat_sessions where id = ${first.session_id}`)
        return asPerson(turn, person, (tx) => tx`select open_call(${hash}, p_chat_session_id => ${first.session_id})`)
      })
      for (const outcome of outcomes.filter((text) => typeof text === 'string'))
        expect(outcome).toBe('PT404 session_not_found')
      expect(typeof outcomes[2]).not.toBe('string')
    }
  })

  /** A shared organisation with an owner, members and a published agent. */
  async function newOrganization(count: number) {
    const [owner, ...members] = (await together(count + 1, newPerson)) as [string, ...string[]]
    const [shop] = await sql<[{ id: string }]>`insert into organizations (name) values ('Corner Bakery') returning id`
    await sql`insert into memberships (organization_id, user_id, role) values (${shop.id}, ${owner}, 'owner')`
    for (const id of members)
      await sql`insert into memberships (organization_id, user_id, role) values (${shop.id}, ${id}, 'member')`
    const [agent] = await sql<[{ id: string }]>`insert into agents (organization_id, name, instructions, status)
      values (${shop.id}, 'Baker', 'Bake.', 'published') returning id`
    return { shop: shop.id, owner, members, agent: agent.id }
  }
})
