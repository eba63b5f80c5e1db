import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Change, listenToChanges } from './testing/listen-to-changes.ts'
import { startTestRealtime, type TestRealtime, user } from './testing/start-test-realtime.ts'
import { subscribeChannel, systemMessage } from './testing/subscribe-channel.ts'

const schema = `
  create table notes (
    id bigint generated always as identity primary key, owner uuid not null, body text, secret text default 'hidden',
    tags text[], details jsonb, price numeric(10, 2), done boolean, at timestamptz
  );
  grant select (id, owner, body, tags, details, price, done, at) on notes to authenticated;
  alter table notes enable row level security;
  create policy "Notes are visible to their owner" on notes for select to authenticated
    using (owner = (select auth.uid()));
  create table marks (id int primary key, text text);
  grant select on marks to anon, authenticated;
  create table fragile (id int primary key, hits int);
  grant select on fragile to authenticated;
  alter table fragile enable row level security;
  create policy "Raises for a token without a number" on fragile for select to authenticated
    using ((auth.jwt() ->> 'number')::int > 0);
  alter publication supabase_realtime add table notes, marks, fragile;
`

let server: TestRealtime
const [alice, bob] = [user(), user()]

beforeAll(async () => {
  server = await startTestRealtime(schema)
}, 60_000)
afterAll(() => server.stop())

const as = async (sub: string, claims?: Record<string, unknown>) => server.signedIn(await server.token(sub, claims))
const newRow = (change: Change) => change.new as Record<string, unknown>

describe('the row as the client gets it', () => {
  it('has JSON values, type names, and no column without a SELECT grant', async () => {
    const inbox = await listenToChanges(await as(alice), { table: 'notes' })
    await server.sql`
      insert into notes (owner, body, tags, details, price, done, at) values
        (${alice}, 'first', '{a,"b c"}', '{"n": [1]}'::text::jsonb, 12.50, true, '2026-01-02 03:04:05+01')`
    const { new: row, old, commit_timestamp, ...rest } = await inbox.first()
    expect(rest).toEqual({ eventType: 'INSERT', schema: 'public', table: 'notes', errors: null })
    expect(old).toEqual({})
    expect(Math.abs(Date.now() - Date.parse(commit_timestamp))).toBeLessThan(10_000)
    expect(row).toEqual({
      id: expect.any(Number),
      owner: alice,
      body: 'first',
      tags: ['a', 'b c'],
      details: { n: [1] },
      price: 12.5,
      done: true,
      at: '2026-01-02T02:04:05+00:00',
    })
  })

  it('comes with select as the columns asked for and the primary key', async () => {
    const inbox = await listenToChanges(await as(alice), { table: 'notes', select: ['body'] })
    await server.sql`insert into notes (owner, body) values (${alice}, 'selected')`
    expect(await inbox.first()).toMatchObject({ new: { id: expect.any(Number), body: 'selected' } })
    expect(Object.keys(inbox.all[0]?.new ?? {}).sort()).toEqual(['body', 'id'])
  })

  it('is left out above 1 MiB, with an error and the short columns', async () => {
    const inbox = await listenToChanges(await as(alice), { table: 'notes' })
    await server.sql`insert into notes (owner, body) values (${alice}, ${'x'.repeat(1_100_000)})`
    const change = await inbox.first()
    expect(change.errors).toEqual(['Error 413: Payload Too Large'])
    expect(change.new).toMatchObject({ owner: alice })
    expect(change.new).not.toHaveProperty('body')
  })
})

describe('row level security', () => {
  it('shows each user only their rows, without a filter', async () => {
    const [toAlice, toBob] = [await listenToChanges(await as(alice)), await listenToChanges(await as(bob))]
    await server.sql`insert into notes (owner, body) values (${alice}, 'for alice'), (${bob}, 'for bob')`
    await toAlice.first((change) => newRow(change).body === 'for alice')
    await toBob.first((change) => newRow(change).body === 'for bob')
    expect([...toAlice.all, ...toBob.all].map((change) => newRow(change).body)).toEqual(['for alice', 'for bob'])
  })

  it('sends nothing of a row that moves out of view', async () => {
    const [row] = await server.sql`insert into notes (owner, body) values (${alice}, 'mine') returning id`
    const toAlice = await listenToChanges(await as(alice))
    await server.sql`update notes set owner = ${bob} where id = ${row?.id}`
    await server.sql`insert into notes (owner, body) values (${alice}, 'after')`
    await toAlice.first((change) => newRow(change).body === 'after')
    expect(toAlice.all).toHaveLength(1)
  })

  it('sends the primary key alone of a deleted row, to all', async () => {
    const [row] = await server.sql`insert into notes (owner, body) values (${alice}, 'doomed') returning id`
    const toBob = await listenToChanges(await as(bob), { table: 'notes' })
    await server.sql`delete from notes where id = ${row?.id}`
    expect(await toBob.first()).toMatchObject({ eventType: 'DELETE', new: {}, old: { id: Number(row?.id) } })
    expect(Object.keys(toBob.all[0]?.old ?? {})).toEqual(['id'])
  })

  it('tells a subscriber whose policy raises, and serves the others', async () => {
    const broken = await listenToChanges(await as(alice, { number: 'many' }), { table: 'fragile' })
    const sound = await listenToChanges(await as(bob, { number: '7' }), { table: 'fragile' })
    await server.sql`insert into fragile values (1, 0)`
    await server.sql`insert into fragile values (2, 0)`
    await sound.first((change) => newRow(change).id === 2)
    await broken.first()
    expect(sound.all.map(newRow)).toEqual([
      { id: 1, hits: 0 },
      { id: 2, hits: 0 },
    ])
    expect(broken.all.map((change) => [change.errors, change.new])).toContainEqual([
      ['Error 500: Internal Server Error, RLS policy evaluation failed'],
      {},
    ])
  })

  it('refuses rows whose primary key the role may not select', async () => {
    const inbox = await listenToChanges(server.client(), { table: 'fragile' })
    await server.sql`insert into fragile values (3, 0)`
    expect(await inbox.first()).toMatchObject({ errors: ['Error 401: Unauthorized'], new: {} })
  })
})

describe('transactions', () => {
  it('arrive whole and in order, and not at all when rolled back', async () => {
    const inbox = await listenToChanges(server.client(), { table: 'marks' })
    await server.sql
      .begin(async (sql) => {
        await sql`insert into marks values (100, 'rolled back')`
        throw new Error('roll back')
      })
      .catch(() => {})
    await server.sql.begin(async (sql) => {
      await sql`insert into marks select n, 'n' from generate_series(1, 300) n`
      await sql`update marks set text = 'changed' where id = 7`
      await sql`delete from marks where id = 7`
    })
    await server.sql`truncate marks`
    await server.sql`insert into marks values (301, 'last')`
    await inbox.first((change) => newRow(change).id === 301)
    const inserted = inbox.all.filter(({ eventType }) => eventType === 'INSERT').map((change) => newRow(change).id)
    // Row 7 was gone when its insert and its update were looked at: anon may see all rows, so both still come.
    expect(inserted).toEqual(Array.from({ length: 301 }, (_, n) => n + 1))
    expect(inbox.all.slice(300).map(({ eventType }) => eventType)).toEqual(['UPDATE', 'DELETE', 'INSERT'])
  })

  it('leave an empty outbox', async () => {
    const inbox = await listenToChanges(server.client(), { table: 'marks' })
    await server.sql`insert into marks values (400, 'last')`
    await inbox.first()
    await expect.poll(() => server.sql`select * from realtime.outbox`).toEqual([])
  })

  it('succeed although a change cannot be captured', async () => {
    await listenToChanges(server.client(), { table: 'marks' })
    await server.sql`alter table realtime.outbox add constraint broken check (action = 'BROADCAST') not valid`
    await server.sql`insert into marks values (500, 'kept')`
    await server.sql`alter table realtime.outbox drop constraint broken`
    expect(await server.sql`select text from marks where id = 500`).toEqual([{ text: 'kept' }])
  })
})

describe('the publication', () => {
  it('is followed while subscribers wait: tables come and go', async () => {
    const inbox = await listenToChanges(server.client(), { schema: '*' })
    await server.sql.begin(async (sql) => {
      await sql`create table latecomers (id int primary key)`
      await sql`grant select on latecomers to anon`
      await sql`alter publication supabase_realtime add table latecomers`
      await sql`insert into latecomers values (1)`
    })
    await inbox.first(({ table }) => table === 'latecomers')
    await server.sql`alter publication supabase_realtime drop table latecomers`
    await server.sql`insert into latecomers values (2)`
    await server.sql`insert into marks values (600, 'marker')`
    await inbox.first(({ table }) => table === 'marks')
    expect(inbox.all.map(({ table }) => table)).toEqual(['latecomers', 'marks'])
  })

  it('refuses a table that is not in it', async () => {
    await server.sql`create table unpublished (id int primary key)`
    const channel = server.client().channel('unpublished')
    const outcome = systemMessage(channel, 'postgres_changes')
    channel.on('postgres_changes', { event: '*', schema: 'public', table: 'unpublished' }, () => {}).subscribe()
    expect(await outcome).toMatchObject({ status: 'error', channel: 'unpublished' })
    expect((await outcome).message).toContain('Please check Realtime is enabled for the given connect parameters')
  })
})

describe('one channel with several bindings', () => {
  it('gets one message for each binding that a change matches', async () => {
    const events: string[] = []
    const channel = server.client().channel('several')
    const on = (event: 'INSERT' | 'UPDATE' | '*', name: string) =>
      channel.on('postgres_changes', { event: event as '*', schema: 'public', table: 'marks' }, (change) =>
        events.push(`${name}:${change.eventType}`),
      )
    on('INSERT', 'a')
    on('UPDATE', 'b')
    on('*', 'c')
    await subscribeChannel(channel, true)
    await server.sql`insert into marks values (700, 'x')`
    await server.sql`update marks set text = 'y' where id = 700`
    await expect.poll(() => events.length).toBe(4)
    expect(events.sort()).toEqual(['a:INSERT', 'b:UPDATE', 'c:INSERT', 'c:UPDATE'])
  })

  it('captures from the join on with postgres_changes_options.wait', async () => {
    const channel = server.client().channel('wait', { config: { postgres_changes_options: { wait: true } } })
    const received = new Promise((resolve) => {
      channel.on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'marks' }, resolve)
    })
    await subscribeChannel(channel)
    await server.sql`insert into marks values (800, 'x')`
    await received
  })
})
