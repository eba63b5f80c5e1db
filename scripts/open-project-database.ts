import { installSupabaseSchemas } from '@parley/local-stack/auth/install-supabase-schemas'
import { prepareDatabase } from '@parley/local-stack/boot/prepare-database'
import { createTestDatabase } from '@parley/local-stack/boot/testing/create-test-database'
import type { ThrowawayDatabase } from '@parley/local-stack/create-throwaway-database'

/** A database with all migrations and nothing else: on the native server of `PARLEY_DB_URL`, else on PGlite. */
export async function openProjectDatabase(): Promise<ThrowawayDatabase> {
  const database = await createTestDatabase(process.env.PARLEY_DB_URL || undefined)
  const { url } = database
  await prepareDatabase({
    url,
    migrationsDir: 'supabase/migrations',
    beforeMigrations: () => installSupabaseSchemas(url),
  })
  return database
}
