import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyBootSql } from './apply-boot-sql.ts'
import { connect } from './connect.ts'
export async function prepareDatabase(options: { url: string; migrationsDir: string; seedFile?: string; beforeMigrations?: () => Promise<void> }) {
  await applyBootSql(options.url)
  await options.beforeMigrations?.()
  const sql = connect(options.url)
  await sql.unsafe('create schema if not exists supabase_migrations; create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text)')
  const applied: string[] = []
  for (const f of readdirSync(options.migrationsDir).sort()) {
    const version = f.slice(0, 14)
    const [done] = await sql`select 1 from supabase_migrations.schema_migrations where version = ${version}`
    if (done) continue
    await sql.unsafe(readFileSync(join(options.migrationsDir, f), 'utf8'))
    await sql`insert into supabase_migrations.schema_migrations values (${version}, '{}', ${f})`
    applied.push(version)
  }
  if (applied.length && options.seedFile && existsSync(options.seedFile)) await sql.unsafe(readFileSync(options.seedFile, 'utf8'))
  await sql.end()
  return { applied }
}
