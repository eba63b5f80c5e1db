import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Role } from '../organization.ts'

/** Gives a member another role. */
export function useSetMemberRole(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ userId, role }: { userId: string; role: Role }) => {
      const { error } = await supabase.rpc('set_member_role', {
        p_organization_id: organizationId,
        p_user_id: userId,
        p_role: role,
      })
      if (error) throw error
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['organizations'] }),
  })
}
