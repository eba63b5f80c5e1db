import { supabase } from '@/lib/supabase.ts'

/** Asks the database to close the user's own calls that have given no sign of life for 90 seconds. */
export async function closeStaleCalls(): Promise<void> {
  // Declared here until the generated types have it.
  const { error } = await supabase.rpc('close_stale_calls' as never)
  if (error) throw error
}
