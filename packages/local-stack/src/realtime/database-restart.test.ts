import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './testing/create-test-database.ts'
import { listenToChanges } from './testing/listen-to-changes.ts'
import { startTestRealtime, type TestRealtime } from './testing/start-test-realtime.ts'

const schema = `
  create table beats (n int primary key);
  grant select on beats to anon;
  alter publication supabase_realtime add table beats;
`
const restarts = 2

let database: TestDatabase
let server: TestRealtime

beforeAll(async () => {
  database = await createTestDatabase(true)
  server = await startTestRealtime(schema, database)
}, 60_000)
afterAll(() => server.stop())

/** The test's own connection is cut as well, and may be so before it hears that the row is there. */
async function insertAgainAndAgain(n: number): Promise<void> {
  const insert = () => server.sql`insert into beats values (${n}) on conflict do nothing`.then(() => 'done', String)
  await expect.poll(insert).toBe('done')
}

it('loses nothing of what is committed before Realtime is connected again', async () => {
  const inbox = await listenToChanges(server.client(), { table: 'beats' })
  for (let n = 1; n <= restarts; n++) {
    await database.restart()
    await insertAgainAndAgain(n)
  }
  await inbox.first((change) => (change.new as { n: number }).n === restarts)
  expect(inbox.all.map((change) => (change.new as { n: number }).n)).toEqual([1, 2])
}, 60_000)

it('listens on as before', async () => {
  const inbox = await listenToChanges(server.client(), { table: 'beats' })
  await server.sql`insert into beats values (100)`
  await inbox.first()
})
