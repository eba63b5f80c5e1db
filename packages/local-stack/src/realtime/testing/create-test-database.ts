import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { applyBootSql } from '../../boot/apply-boot-sql.ts'
import { startPostgres } from '../../postgres/start-postgres.ts'

export interface TestDatabase {
  url: string
  /** Cuts all connections, as a restart does; on PGlite it is one. Needs `onDisk` there. */
  restart(): Promise<void>
  drop(): Promise<void>
}

/** A database as a new project has it: on the server of PARLEY_DB_URL when that is set, else in a PGlite of its own. */
export async function createTestDatabase(onDisk = false): Promise<TestDatabase> {
  const server = process.env.PARLEY_DB_URL
  const database = server ? await onServer(server) : await onPglite(onDisk)
  await applyBootSql(database.url)
  return database
}

async function onServer(server: string): Promise<TestDatabase> {
  const name = `realtime_test_${randomUUID().slice(0, 8)}`
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  await admin`create database ${admin(name)}`
  const url = new URL(server)
  url.pathname = name
  return {
    url: url.href,
    async restart() {
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`
    },
    async drop() {
      await admin`drop database ${admin(name)} with (force)`
      await admin.end()
    },
  }
}

async function onPglite(onDisk: boolean): Promise<TestDatabase> {
  const dataDir = onDisk ? await mkdtemp(join(tmpdir(), 'realtime-test-')) : 'memory'
  let server = await startPostgres({ dataDir, port: 0 })
  const { url } = server
  return {
    url,
    async restart() {
      await server.stop()
      server = await startPostgres({ dataDir, port: Number(new URL(url).port) })
    },
    async drop() {
      await server.stop()
      if (onDisk) await rm(dataDir, { recursive: true })
    },
  }
}
