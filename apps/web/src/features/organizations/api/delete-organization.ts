import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { ownMoves } from '../own-moves.ts'
import { myOrganizationsQuery } from './list-my-organizations.ts'

/** Deletes an organisation with everything in it. Takes its name, which the database compares. */
export function useDeleteOrganization(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (name: string) => {
      await ownMoves.during(organizationId, async () => {
        const { error } = await supabase.rpc('delete_organization', { p_organization_id: organizationId, p_name: name })
        if (error) throw error
      })
      await client.refetchQueries({ queryKey: myOrganizationsQuery.queryKey })
    },
  })
}
