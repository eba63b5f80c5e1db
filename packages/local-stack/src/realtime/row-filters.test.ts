import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listenToChanges } from './testing/listen-to-changes.ts'
import { startTestRealtime, type TestRealtime } from './testing/start-test-realtime.ts'

const schema = `
  create table animals (
    id int primary key, name text, legs int, tame boolean, kind uuid, code varchar(8), tags int[], secret text,
    born timestamptz
  );
  grant select (id, name, legs, tame, kind, code, tags, born) on animals to anon;
  create table full_animals (id int primary key, name text);
  alter table full_animals replica identity full;
  grant select on full_animals to anon;
  alter publication supabase_realtime add table animals, full_animals;
`
const kind = '6f1d7a52-3c5e-4b8e-9a44-0d5a3f3a2b11'

let server: TestRealtime

beforeAll(async () => {
  server = await startTestRealtime(schema)
}, 60_000)
afterAll(() => server.stop())

const listen = (filter: string, table = 'animals') => listenToChanges(server.client(), { table, filter })

/** Filter, and the ids of the rows that pass. Row 4 has nulls everywhere. */
const expectations: [string, number[]][] = [
  ['id=eq.2', [2]],
  ['name=neq.cat', [2, 3]],
  ['legs=lt.4', [2]],
  ['legs=lte.4', [1, 2]],
  ['legs=gt.4', [3]],
  ['legs=gte.4', [1, 3]],
  ['name=in.(cat,"Spider, big")', [1, 3]],
  ['legs=in.(2,8)', [2, 3]],
  ['name=like.%i%', [2, 3]],
  ['name=ilike.spider%', [3]],
  ['code=like.b%', [2]],
  ['name=match.^[a-c]', [1, 2]],
  ['name=imatch.^s', [3]],
  ['tame=is.true', [1]],
  ['tame=is.null', [4]],
  ['name=isdistinct.cat', [2, 3, 4]],
  ['tags=eq."{1,2}"', [1]],
  [`kind=eq.${kind}`, [3]],
  ['born=gt.2020-01-01', [1]],
  ['legs=gt.2,legs=lt.8', [1]],
  ['name=not.eq.cat', [2, 3]],
  ['name=not.in.(cat,bird)', [3]],
  ['tame=not.is.null', [1, 2, 3]],
  ['name=not.isdistinct.cat', [1]],
  ['name=not.like.%i%', [1]],
  ['legs=not.gt.3', [2]],
  ['name=not.imatch.^s', [1, 2]],
]

it('passes the rows that each operator means', async () => {
  const inboxes = await Promise.all(expectations.map(([filter]) => listen(filter)))
  const all = await listen('')
  await server.sql`
    insert into animals (id, name, legs, tame, kind, code, tags, born) values
      (1, 'cat', 4, true, null, 'a', '{1,2}', '2021-05-05'), (2, 'bird', 2, false, null, 'bb', '{3}', null),
      (3, 'Spider, big', 8, false, ${kind}, null, null, null), (4, null, null, null, null, null, null, null)`
  await all.first((change) => (change.new as { id: number }).id === 4)
  const passed = () =>
    expectations.map(([filter], n) => [filter, inboxes[n]?.all.map((change) => (change.new as { id: number }).id)])
  await expect.poll(passed).toEqual(expectations) // each on a socket of its own
})

it('looks at what a deleted row still carries: the primary key, or all with replica identity full', async () => {
  await server.sql`insert into animals (id, name) values (50, 'x')`
  await server.sql`insert into full_animals values (1, 'x')`
  const [byKey, byName] = [await listen('id=eq.50'), await listen('name=eq.x')]
  const full = await listen('name=eq.x', 'full_animals')
  await server.sql`delete from animals where id = 50`
  await server.sql`delete from full_animals`
  expect(await byKey.first()).toMatchObject({ old: { id: 50 } })
  expect(await full.first()).toMatchObject({ eventType: 'DELETE', old: { id: 1, name: 'x' } })
  expect(byName.all).toEqual([])
})

describe('a filter that can never work', () => {
  it.each([
    ['secret=eq.1', 'invalid column for filter secret'],
    ['missing=eq.1', 'invalid column for filter missing'],
    ['legs=eq.many', 'invalid input syntax for type integer'],
    ['legs=like.4', 'operator does not exist'],
    ['name=match.(', 'invalid regular expression'],
    ['legs=is.true', 'is true filter requires a boolean column, got integer'],
    ['tame=is.maybe', 'invalid value for is filter'],
    [`id=in.(${Array.from({ length: 101 }, (_, n) => n)})`, 'too many values for `in` filter. Maximum 100'],
    ['id=almost.1', 'Error parsing `filter` params'],
  ])('is refused when subscribing: %s', async (filter, reason) => {
    await expect(listen(filter).then(() => 'subscribed')).rejects.toThrow(reason)
  })

  it('does not refuse 100 values', async () => {
    await listen(`id=in.(${Array.from({ length: 100 }, (_, n) => n)})`)
  })
})

it('cannot smuggle SQL into the database', async () => {
  const inbox = await listen(`name=eq.x') or true; drop table animals; --`)
  const all = await listen('id=eq.60')
  await server.sql`insert into animals (id, name) values (60, 'x')`
  await all.first()
  expect(inbox.all).toEqual([])
})
