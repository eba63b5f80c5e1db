import { readdir, readFile } from 'node:fs/promises'
import type { Sql } from 'postgres'
import { connect } from './connect.ts'

const bootDir = new URL('./', import.meta.url)
/** Any fixed number: two processes that boot the same database take turns. */
const bootLock = 7_270_101

/**
 * Gives an empty database what a hosted project has: roles, schemas, extensions, `auth` helper functions, search
 * path, the publication. Applies every `boot/*.sql` by name; each may run again at any time. Works on PGlite and on
 * a native server (as superuser). Does not make the tables of Auth and Storage, nor run migrations.
 */
export async function applyBootSql(url: string): Promise<void> {
  const names = (await readdir(bootDir)).filter((name) => name.endsWith('.sql')).sort()
  const sql = connect(url)
  try {
    for (const name of names) await applyFile(sql, name, await readFile(new URL(name, bootDir), 'utf8'))
  } finally {
    await sql.end()
  }
}

async function applyFile(sql: Sql, name: string, text: string): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      await transaction`select pg_advisory_xact_lock(${bootLock})`
      await transaction.unsafe(text).simple()
    })
  } catch (error) {
    throw new Error(`Boot SQL ${name} failed: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}
