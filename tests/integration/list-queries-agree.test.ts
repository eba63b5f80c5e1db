import { connect } from '@parley/local-stack/boot/connect'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkFill } from '../bench/rls/check-fill.ts'
import { choosePeople, kinds, type Person } from '../bench/rls/choose-people.ts'
import { listQueries } from '../bench/rls/list-queries.ts'
import { openRlsDatabase, type RlsDatabase } from '../bench/rls/open-rls-database.ts'
import { openThreeWays, type ThreeWays, waysOf } from '../bench/rls/three-ways.ts'

/** The data of `pnpm bench rls`, small: what it compares are answers to the same question. */
const sizes = { people: 60, organizations: 40, calls: 300, messages: 3000 }

let database: RlsDatabase
let ways: ThreeWays
let owner: Sql
let people: Person[]

beforeAll(async () => {
  database = await openRlsDatabase(sizes, process.env.PARLEY_DB_URL || undefined)
  owner = connect(database.url)
  ways = await openThreeWays(database.url, database.naiveRole)
  const chosen = await Promise.all(kinds.map((kind) => choosePeople(owner, kind, 5)))
  people = chosen.flat()
})
afterAll(async () => {
  await Promise.all([owner?.end(), ways?.close()])
  await database?.drop()
})

test('rows that were filled are what triggers would have made', async () => {
  await checkFill(owner)
  await owner`alter table public.messages disable trigger messages_copy_visibility`
  await owner`update public.messages set user_id = gen_random_uuid() where position = 1024`
  await owner`alter table public.messages enable trigger messages_copy_visibility`
  await expect(checkFill(owner, sizes.messages)).rejects.toThrow('messages that triggers would have filled otherwise')
  await owner`update public.messages set user_id = user_id`
})

describe.each(listQueries)('$name', (query) => {
  test('gives a person the same rows under our policies, under naive ones, and as the owner filters them', async () => {
    const asked = people.filter(({ kind }) => !query.only || query.only === kind)
    expect(new Set(asked.map(({ kind }) => kind)).size).toBe(query.only ? 1 : kinds.length)
    let rows = 0
    for (const person of asked) {
      const expected = await ways.rows(query, 'owner', person)
      rows += expected.length
      for (const way of waysOf(query)) expect(await ways.rows(query, way, person)).toEqual(expected)
    }
    expect(rows).toBeGreaterThan(0)
  })
})

test('the filter is not idle: another person gets other calls', async () => {
  const everything = listQueries.find(({ name }) => name === 'all-calls')
  const [one, other] = [people.at(0), people.at(-1)]
  if (!one || !other || !everything) throw new Error('nobody to ask')
  expect(await ways.rows(everything, 'owner', one)).not.toEqual(await ways.rows(everything, 'owner', other))
})
