import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { ownMoves } from '../own-moves.ts'
import { myOrganizationsQuery } from './list-my-organizations.ts'

/** Takes oneself out of an organisation; the personal one is worked in then. */
export function useLeaveOrganization(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (userId: string) => {
      await ownMoves.during(organizationId, async () => {
        const leaving = { p_organization_id: organizationId, p_user_id: userId }
        const { error } = await supabase.rpc('remove_member', leaving)
        if (error) throw error
      })
      await client.refetchQueries({ queryKey: myOrganizationsQuery.queryKey })
    },
  })
}
