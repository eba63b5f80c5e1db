import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Takes an invitation back: its link is worth nothing from then on. */
export function useRevokeInvitation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (invitationId: string) => {
      const { error } = await supabase.rpc('revoke_invitation', { p_invitation_id: invitationId })
      if (error) throw error
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['organizations'] }),
  })
}
