import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { applyBootSql } from '../../boot/apply-boot-sql.ts'
import { startPostgres } from '../../postgres/start-postgres.ts'

/** A database as a new project has it: on the server of PARLEY_DB_URL when that is set, else in a PGlite of its own. */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env.PARLEY_DB_URL
  const database = server ? await onServer(server) : await onPglite()
  await applyBootSql(database.url)
  return database
}

export const isNative = process.env.PARLEY_DB_URL !== undefined

async function onServer(server: string) {
  const name = `realtime_test_${randomUUID().slice(0, 8)}`
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  await admin`create database ${admin(name)}`
  const url = new URL(server)
  url.pathname = name
  return {
    url: url.href,
    async drop() {
      await admin`drop database ${admin(name)} with (force)`
      await admin.end()
    },
  }
}

async function onPglite() {
  const server = await startPostgres({ dataDir: 'memory', port: 0 })
  return { url: server.url, drop: () => server.stop() }
}
