import type { Database } from '@parley/shared/database-types'
import { createClient } from '@supabase/supabase-js'
import { env } from './env.ts'

/** The one client of the app. */
export const supabase = createClient<Database>(env.supabaseUrl, env.publishableKey)
