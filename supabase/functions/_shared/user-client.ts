import type { Database } from '@parley/shared/database-types.ts'
import { createContextClient } from '@supabase/server/core'
import type { SupabaseClient } from '@supabase/supabase-js'
import type { User } from './verify-user.ts'

/** A supabase-js client that acts as the user: row level security decides what it may see and do. */
export function userClient(user: User): SupabaseClient<Database> {
  return createContextClient<Database>({ auth: { token: user.token } })
}
