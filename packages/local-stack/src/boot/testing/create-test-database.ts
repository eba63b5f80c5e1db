import { randomBytes } from 'node:crypto'
import { startPostgres } from '../../postgres/start-postgres.ts'
import { connect } from '../connect.ts'

/** An empty database for a test, and how to be rid of it. */
export type TestDatabase = { url: string; drop(): Promise<void> }

/** On PGlite in memory; or, given a native server's URL, a database of its own there. */
export async function createTestDatabase(nativeUrl?: string): Promise<TestDatabase> {
  if (!nativeUrl) {
    const postgres = await startPostgres({ dataDir: 'memory', port: 0 })
    return { url: postgres.url, drop: () => postgres.stop() }
  }
  const name = `parley_test_${randomBytes(6).toString('hex')}`
  await run(nativeUrl, `create database ${name}`)
  const url = new URL(nativeUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(nativeUrl, `drop database ${name} with (force)`) }
}

async function run(url: string, statement: string): Promise<void> {
  const sql = connect(url)
  await sql.unsafe(statement)
  await sql.end()
}
