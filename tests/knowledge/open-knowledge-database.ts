import { join } from 'node:path'
import { installSupabaseSchemas } from '@parley/local-stack/auth/install-supabase-schemas'
import { prepareDatabase } from '@parley/local-stack/boot/prepare-database'
import { createTestDatabase } from '@parley/local-stack/boot/testing/create-test-database'
import postgres, { type Sql } from 'postgres'

/** A database with all migrations and no stack around it; on the native server of `PARLEY_DB_URL` where there is one. */
export async function openKnowledgeDatabase(): Promise<{ sql: Sql; close(): Promise<void> }> {
  const database = await createTestDatabase(process.env.PARLEY_DB_URL || undefined)
  const migrationsDir = join(import.meta.dirname, '../../supabase/migrations')
  const beforeMigrations = () => installSupabaseSchemas(database.url)
  await prepareDatabase({ url: database.url, migrationsDir, beforeMigrations })
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  return {
    sql,
    async close() {
      await sql.end({ timeout: 5 })
      await database.drop()
    },
  }
}
