import type { SupabaseClient } from '@supabase/supabase-js'

/** One thing to try with a client, whoever holds it. What comes back is judged by the recorder and by its control. */
export interface Attempt {
  says: string
  /** `read` and `call` are made by the control too; `write` is not: it would change what later attempts look for. */
  kind: 'read' | 'write' | 'call'
  run(client: SupabaseClient): PromiseLike<{ data: unknown; error: unknown; count?: number | null }>
}
