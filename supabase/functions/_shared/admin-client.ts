import type { Database } from '@parley/shared/database-types.ts'
import { createAdminClient } from '@supabase/server/core'
import type { SupabaseClient } from '@supabase/supabase-js'

/** One for all requests of a worker, as it keeps nothing of them: making one takes a millisecond of CPU. */
let client: SupabaseClient<Database> | undefined

/** A supabase-js client with the secret key. Only for SQL functions that check the owner themselves. */
export function adminClient(): SupabaseClient<Database> {
  client ??= createAdminClient<Database>()
  return client
}
