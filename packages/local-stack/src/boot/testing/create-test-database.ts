import { createThrowawayDatabase, type ThrowawayDatabase } from '../../create-throwaway-database.ts'
import { startPostgres } from '../../postgres/start-postgres.ts'

/** An empty database for a test: on PGlite in memory; or, given a native server's URL, one of its own there. */
export async function createTestDatabase(nativeUrl?: string): Promise<ThrowawayDatabase> {
  if (nativeUrl) return createThrowawayDatabase(nativeUrl)
  const postgres = await startPostgres({ dataDir: 'memory', port: 0 })
  return { url: postgres.url, drop: () => postgres.stop() }
}
