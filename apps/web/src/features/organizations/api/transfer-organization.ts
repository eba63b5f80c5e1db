import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Makes a member the owner, and oneself an admin. */
export function useTransferOrganization(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (userId: string) => {
      const { error } = await supabase.rpc('transfer_organization', {
        p_organization_id: organizationId,
        p_user_id: userId,
      })
      if (error) throw error
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['organizations'] }),
  })
}
