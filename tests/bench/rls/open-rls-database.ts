import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { installSupabaseSchemas } from '@parley/local-stack/auth/install-supabase-schemas'
import { connect } from '@parley/local-stack/boot/connect'
import { prepareDatabase } from '@parley/local-stack/boot/prepare-database'
import { createTestDatabase } from '@parley/local-stack/boot/testing/create-test-database'
import type { Sql } from 'postgres'
import { createOwnerSearch } from './create-owner-search.ts'

/** How much is in the database. `organizations` are shared ones; every person has a personal one besides. */
export type Sizes = { people: number; organizations: number; calls: number; messages: number }

/** A filled database of its own, and the role in it that naive policies are for. */
export type RlsDatabase = { url: string; naiveRole: string; drop(): Promise<void> }

const migrationsDir = fileURLToPath(new URL('../../../supabase/migrations', import.meta.url))

/**
 * A project with all migrations, filled, with naive policies for a role of their own beside the product's: on the native
 * server of `nativeUrl`, else on PGlite in memory. `drop` takes the database and the role away.
 */
export async function openRlsDatabase(sizes: Sizes, nativeUrl?: string): Promise<RlsDatabase> {
  const { url, drop } = await createTestDatabase(nativeUrl)
  const naiveRole = `parley_naive_${randomBytes(6).toString('hex')}`
  try {
    await prepareDatabase({ url, migrationsDir, beforeMigrations: () => installSupabaseSchemas(url) })
    const sql = connect(url)
    await fill(sql, sizes)
    await addNaiveWay(sql, naiveRole)
    await createOwnerSearch(sql)
    await sql.end()
  } catch (error) {
    await drop()
    throw error
  }
  return { url, naiveRole, drop: () => dropAll(drop, naiveRole, nativeUrl) }
}

async function fill(sql: Sql, sizes: Sizes): Promise<void> {
  for (const [name, size] of Object.entries(sizes)) {
    await sql`select set_config(${`bench.${name}`}, ${String(size)}, false)`
  }
  await sql.unsafe(await readText('fill-tables.sql')).simple()
  await sql.unsafe('vacuum analyze')
}

async function addNaiveWay(sql: Sql, role: string): Promise<void> {
  await sql.unsafe(`create role ${role} nologin`)
  const text = await readText('naive-policies.sql')
  await sql.unsafe(text.replaceAll('{{role}}', role)).simple()
}

/** Roles belong to the server and outlive the database; PGlite goes as a whole. */
async function dropAll(drop: () => Promise<void>, role: string, nativeUrl?: string): Promise<void> {
  await drop()
  if (!nativeUrl) return
  const sql = connect(nativeUrl)
  await sql.unsafe(`drop role if exists ${role}`)
  await sql.end()
}

async function readText(file: string): Promise<string> {
  return await readFile(new URL(file, import.meta.url), 'utf8')
}
