import type { Database } from '@parley/shared/database-types'
import { createClient } from '@supabase/supabase-js'
import { env } from './env.ts'

/** The one client of the app. Queries are repeated by the app's cache, so not here as well. */
export const supabase = createClient<Database>(env.supabaseUrl, env.publishableKey, { db: { retry: false } })
