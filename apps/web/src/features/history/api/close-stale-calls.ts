import { supabase } from '@/lib/supabase.ts'

/** Asks the database to close the user's own calls that have given no sign of life for 90 seconds. */
export async function closeStaleCalls(): Promise<void> {
  const { error } = await supabase.rpc('close_stale_calls')
  if (error) throw error
}
