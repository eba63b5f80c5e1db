import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** An invitation that waits for an answer. */
export type OpenInvitation = { id: string; email: string; role: string; sent_at: string; expires_at: string }

/** Invitations that were neither accepted nor taken back, newest first; expired ones too, to be sent again. */
export function invitationsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['organizations', organizationId, 'invitations'],
    queryFn: async (): Promise<OpenInvitation[]> => {
      const { data, error } = await supabase
        .from('invitations')
        .select('id, email, role, sent_at, expires_at')
        .eq('organization_id', organizationId)
        .is('accepted_at', null)
        .is('revoked_at', null)
        .order('sent_at', { ascending: false })
      if (error) throw error
      return data
    },
  })
}
