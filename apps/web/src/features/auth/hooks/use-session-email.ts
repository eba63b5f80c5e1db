import { useEffect, useState } from 'react'
import { supabase } from '@/lib/supabase.ts'

/** The signed-in person's address; empty until it is known. */
export function useSessionEmail(): string {
  const [email, setEmail] = useState('')
  useEffect(() => {
    const { data } = supabase.auth.onAuthStateChange((_event, session) => setEmail(session?.user.email ?? ''))
    return () => data.subscription.unsubscribe()
  }, [])
  return email
}
