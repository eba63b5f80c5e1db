import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Invitation } from '../invitation.ts'

/** The invitation that a token from a mail stands for. Fails with what is in the way. */
export function invitationQuery(token: string) {
  return queryOptions({
    queryKey: ['invitation', token],
    queryFn: async (): Promise<Invitation> => {
      const { data, error } = await supabase.rpc('get_invitation', { p_token: token }).single()
      if (error) throw error
      return data
    },
    // The database has said why; asking again changes nothing.
    retry: false,
  })
}
