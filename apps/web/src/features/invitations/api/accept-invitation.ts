import { useMutation, useQueryClient } from '@tanstack/react-query'
import { switchOrganization } from '@/features/organizations/api/switch-organization.ts'
import { supabase } from '@/lib/supabase.ts'

/** Accepts an invitation, and switches to its organisation. */
export function useAcceptInvitation(token: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const { data: organizationId, error } = await supabase.rpc('accept_invitation', { p_token: token })
      if (error) throw error
      await switchOrganization(client, organizationId)
    },
  })
}
