import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getAuthSchemaSql, getStorageSchemaSql } from '@supabase/lite'
import { connect } from '../boot/connect.ts'

/**
 * Gives a database the `auth` and `storage` schemas, on which migrations build. Changes nothing where they stand
 * already. The roles must exist.
 */
export async function installSupabaseSchemas(databaseUrl: string): Promise<void> {
  const sql = connect(databaseUrl)
  try {
    await sql.unsafe(getAuthSchemaSql())
    await sql.unsafe(getStorageSchemaSql())
    await sql.unsafe(await readFile(join(import.meta.dirname, 'supabase-schemas.sql'), 'utf8'))
  } finally {
    await sql.end()
  }
}
