import { callStore } from '@/features/call/call-store.ts'
import { supabase } from '@/lib/supabase.ts'

/** Ends this window's call and signs this device out; other devices stay. The router then asks to sign in again. */
export async function signOut(): Promise<void> {
  await callStore.call?.end()
  callStore.reset()
  await supabase.auth.signOut({ scope: 'local' })
}
