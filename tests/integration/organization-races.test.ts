import { createHash, randomUUID } from 'node:crypto'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useStack } from '../stack-fixture.ts'

const stack = useStack()
const liveCallsOfFree = 2
const organizationsOfFree = 3
const mailsPerDay = 50

// PGlite has one session: there every race is won in order, and the tests would prove nothing.
describe.runIf(process.env.PARLEY_DB_URL)('what an organisation promises holds for everybody at once', () => {
  let connections: Sql[]
  beforeAll(async () => {
    connections = Array.from({ length: 40 }, () => postgres(stack.dbUrl ?? '', { max: 1, onnotice: () => {} }))
    await Promise.all(connections.map((sql) => sql`select 1`))
  })
  afterAll(() => Promise.all(connections.map((sql) => sql.end())))

  /** Does it on every connection at once, as the user of that turn, and says what became of each. */
  function together(
    times: number,
    users: string[],
    work: (sql: TransactionSql, turn: number) => Promise<unknown>,
  ): Promise<string[]> {
    return Promise.all(
      connections.slice(0, times).map((sql, turn) => asUser(sql, users[turn % users.length] ?? '', work, turn)),
    )
  }

  test('members who open calls at the same moment get as many as the plan allows', async () => {
    const { shop, members } = await newOrganization(8)
    const outcomes = await together(40, members, (sql) => sql`insert into calls (organization_id) values (${shop})`)
    expect(outcomes.filter((text) => text === 'done')).toHaveLength(liveCallsOfFree)
    expect(new Set(outcomes)).toEqual(new Set(['done', 'PT429 live_calls_limit']))
  })

  test.each(['leaving', 'stepping down', 'putting the other down', 'transferring'])(
    'two last owners, %s at the same moment, leave one',
    async (way) => {
      for (let round = 0; round < 5; round += 1) {
        const { shop, owner, members } = await newOrganization(1)
        const owners = [owner, members[0] ?? '']
        await stack.sql()`update memberships set role = 'owner' where organization_id = ${shop}`
        const outcomes = await together(2, owners, (sql, turn) => {
          const [me, other] = [owners[turn] ?? '', owners[1 - turn] ?? '']
          if (way === 'leaving') return sql`select remove_member(${shop}, ${me})`
          if (way === 'transferring') return sql`select transfer_organization(${shop}, ${other})`
          return sql`select set_member_role(${shop}, ${way === 'stepping down' ? me : other}, 'member')`
        })
        expect(outcomes).toContain('done')
        // Who is handed what they were about to hand over may do so.
        if (way === 'transferring') expect(new Set(outcomes)).toEqual(new Set(['done']))
        else expect(outcomes.join(' ')).toMatch(/PT409 last_owner|PT403 role_too_low/)
        const left = await stack.sql()`
          select from memberships where organization_id = ${shop} and role = 'owner'`
        expect(left).toHaveLength(1)
      }
    },
  )

  test('accounts of two last owners that are deleted at the same moment: one stays', async () => {
    const { shop, owner, members } = await newOrganization(1)
    await stack.sql()`update memberships set role = 'owner' where organization_id = ${shop}`
    const outcomes = await Promise.all(
      [owner, ...members].map((id, i) =>
        outcome(connections[i], async (sql) => {
          await sql`delete from auth.users where id = ${id}`
          await sql`select pg_sleep(0.05)`
        }),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['PT409 last_owner', 'done'])
    expect(await stack.sql()`select from memberships where organization_id = ${shop}`).toHaveLength(1)
  })

  test('nobody makes more organisations at once than one after the other', async () => {
    const { id } = await stack.createUser('ada')
    const outcomes = await together(20, [id], (sql, turn) => sql`select create_organization(${`Shop ${turn}`})`)
    expect(outcomes.filter((text) => text === 'done')).toHaveLength(organizationsOfFree)
    expect(new Set(outcomes)).toEqual(new Set(['done', 'PT429 organizations_limit']))
  })

  test('one invitation, accepted twenty times at once, makes one membership', async () => {
    const { shop, owner } = await newOrganization(0)
    const bob = await stack.createUser('bob')
    const token = randomUUID()
    expect(await asUser(connections[0], owner, (sql) => invite(sql, shop, bob.email, token))).toBe('done')
    const outcomes = await together(20, [bob.id], (sql) => sql`select accept_invitation(${token})`)
    expect(new Set(outcomes)).toEqual(new Set(['done']))
    const [person] = await stack.sql()`
      select memberships_version, (select count(*)::int from memberships where user_id = f.id) as memberships
      from profiles f where id = ${bob.id}`
    // His own and this one; and each was announced once.
    expect(person).toEqual({ memberships_version: 3, memberships: 2 })
  })

  test('accepting, sending again and taking back at once end in one of the three, never in a deadlock', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { shop, owner } = await newOrganization(0)
      const bob = await stack.createUser('bob')
      const token = randomUUID()
      await asUser(connections[0], owner, (sql) => invite(sql, shop, bob.email, token))
      await stack.sql()`update private.invitation_mails set asked_at = now() - interval '1 hour'`
      const [open] = await stack.sql()`select id from invitations where organization_id = ${shop}`
      const [accepted, , revoked] = await together(3, [bob.id, owner, owner], (sql, turn) => {
        if (turn === 0) return sql`select accept_invitation(${token})`
        return turn === 1 ? invite(sql, shop, bob.email, randomUUID()) : sql`select revoke_invitation(${open?.id})`
      })
      expect([
        ['done', 'PT409 invitation_accepted'],
        ['PT404 invitation_not_found', 'done'],
      ]).toContainEqual([accepted, revoked])
      const members = await stack.sql()`select from memberships where organization_id = ${shop}`
      expect(members).toHaveLength(accepted === 'done' ? 2 : 1)
    }
  })

  test('an address gets one mail, however often it is invited at once', async () => {
    const { shop, owner, members } = await newOrganization(3)
    await stack.sql()`update memberships set role = 'admin' where organization_id = ${shop} and role = 'member'`
    const outcomes = await together(20, [owner, ...members], (sql) =>
      invite(sql, shop, 'new@example.com', randomUUID()),
    )
    expect(outcomes.filter((text) => text === 'done')).toHaveLength(1)
    expect(new Set(outcomes)).toEqual(new Set(['done', 'PT429 invitations_limit']))
  })

  test("a person's mails of a day are counted over all of their organisations", async () => {
    const owner = (await stack.createUser('ada')).id
    const shops = await Promise.all([1, 2, 3].map(() => newShop(owner)))
    for (let i = 0; i < mailsPerDay - 5; i += 1)
      await asUser(connections[0], owner, (sql) => invite(sql, shops[0] ?? '', `${i}@example.com`, randomUUID()))
    const outcomes = await together(40, [owner], (sql, turn) =>
      invite(sql, shops[turn % 3] ?? '', `new${turn}@example.com`, randomUUID()),
    )
    expect(outcomes.filter((text) => text === 'done')).toHaveLength(5)
    expect(new Set(outcomes)).toEqual(new Set(['done', 'PT429 invitations_limit']))
  })
})

/** As a user, in a transaction that commits a moment later: done, or the error's code and message. */
function asUser(
  connection: Sql | undefined,
  userId: string,
  work: (sql: TransactionSql, turn: number) => Promise<unknown>,
  turn = 0,
): Promise<string> {
  const claims = JSON.stringify({ sub: userId, role: 'authenticated' })
  return outcome(connection, async (sql) => {
    await sql`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`
    await work(sql, turn)
    await sql`select pg_sleep(0.01)`
  })
}

async function outcome(connection: Sql | undefined, work: (sql: TransactionSql) => Promise<unknown>): Promise<string> {
  try {
    await connection?.begin(work)
    return 'done'
  } catch (error) {
    return `${(error as { code?: string }).code} ${(error as Error).message}`
  }
}

function invite(sql: TransactionSql, shop: string, email: string, token: string) {
  const hash = createHash('sha256').update(token).digest('hex')
  return sql`select * from invite_member(${shop}, ${email}, 'member', ${hash})`
}

async function newShop(owner: string): Promise<string> {
  const [shop] = await stack.sql()<
    [{ id: string }]
  >`insert into organizations (name) values ('Corner Bakery') returning id`
  await stack.sql()`insert into memberships (organization_id, user_id, role) values (${shop.id}, ${owner}, 'owner')`
  return shop.id
}

/** A shared organisation with an owner and some members. */
async function newOrganization(count: number) {
  const people = await Promise.all(Array.from({ length: count + 1 }, (_, i) => stack.createUser(`member${i}`)))
  const [owner, ...members] = people.map((person) => person.id) as [string, ...string[]]
  const shop = await newShop(owner)
  for (const id of members)
    await stack.sql()`insert into memberships (organization_id, user_id, role) values (${shop}, ${id}, 'member')`
  return { shop, owner, members }
}
