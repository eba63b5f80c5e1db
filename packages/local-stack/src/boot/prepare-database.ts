import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Sql } from 'postgres'
import { applyBootSql } from './apply-boot-sql.ts'
import { connect } from './connect.ts'
import { type Migration, readMigrations } from './read-migrations.ts'
import { runSqlFile } from './run-sql-file.ts'
import { splitSql } from './split-sql.ts'

export type PrepareOptions = {
  url: string
  migrationsDir: string
  /** Runs once, after the first migrations of a new database. */
  seedFile?: string
  /** Runs after the boot SQL and before migrations: makes what lies between them (the tables of Auth and Storage). */
  beforeMigrations?: (url: string) => Promise<void>
}

/**
 * Brings a database to where a deployed one would be: boot SQL, the hook, migrations that are not recorded yet, seed.
 * Migrations are recorded as the `supabase` CLI records them, so either may go on where the other stopped. Throws
 * with file and line at the first failing statement; that file leaves no trace, earlier ones stay applied.
 *
 * @example
 * const { applied } = await prepareDatabase({ url: postgres.url, migrationsDir: 'supabase/migrations' })
 */
export async function prepareDatabase(options: PrepareOptions): Promise<{ applied: string[] }> {
  const { url, migrationsDir, seedFile, beforeMigrations } = options
  const migrations = await readMigrations(migrationsDir)
  await applyBootSql(url)
  await beforeMigrations?.(url)
  const sql = connect(url)
  try {
    await createHistory(sql)
    const recorded = await recordedVersions(sql)
    if (seedFile && recorded.size === 0) await planSeed(sql, seedFile)
    const pending = migrations.filter(({ version }) => !recorded.has(version))
    for (const migration of pending) await apply(sql, migration)
    if (seedFile) await seedWhenPlanned(sql, seedFile)
    return { applied: pending.map(({ version }) => version) }
  } finally {
    await sql.end()
  }
}

async function createHistory(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
    alter table supabase_migrations.schema_migrations add column if not exists statements text[];
    alter table supabase_migrations.schema_migrations add column if not exists name text;
    create table if not exists supabase_migrations.seed_files (path text not null primary key, hash text not null);
  `)
}

async function recordedVersions(sql: Sql): Promise<Set<string>> {
  const rows = await sql<{ version: string }[]>`select version from supabase_migrations.schema_migrations`
  return new Set(rows.map((row) => row.version))
}

async function apply(sql: Sql, { version, name, file, text }: Migration): Promise<void> {
  const statements = splitSql(text).map((statement) => statement.text)
  await runSqlFile(sql, file, text, async () => {
    await sql`
      insert into supabase_migrations.schema_migrations (version, name, statements)
      values (${version}, ${name}, ${sql.array(statements)})`
  })
}

/** Noted before the first migration, so that a seed is not forgotten when one of them fails at first. */
async function planSeed(sql: Sql, seedFile: string): Promise<void> {
  const path = basename(seedFile)
  await sql`insert into supabase_migrations.seed_files values (${path}, 'planned') on conflict do nothing`
}

async function seedWhenPlanned(sql: Sql, seedFile: string): Promise<void> {
  const path = basename(seedFile)
  const planned = await sql`select from supabase_migrations.seed_files where path = ${path} and hash = 'planned'`
  if (planned.length === 0) return
  const text = await readFile(seedFile, 'utf8')
  const hash = createHash('sha256').update(text).digest('hex')
  await runSqlFile(sql, path, text, async () => {
    await sql`update supabase_migrations.seed_files set hash = ${hash} where path = ${path}`
  })
}
