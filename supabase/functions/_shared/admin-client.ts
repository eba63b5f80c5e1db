import type { Database } from '@parley/shared/database-types.ts'
import { createAdminClient } from '@supabase/server/core'
import type { SupabaseClient } from '@supabase/supabase-js'

/** A supabase-js client with the secret key. Only for SQL functions that check the owner themselves. */
export function adminClient(): SupabaseClient<Database> {
  return createAdminClient<Database>()
}
