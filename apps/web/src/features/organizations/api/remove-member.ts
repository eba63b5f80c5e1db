import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Takes somebody else out of an organisation. Their calls stay. */
export function useRemoveMember(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (userId: string) => {
      const { error } = await supabase.rpc('remove_member', { p_organization_id: organizationId, p_user_id: userId })
      if (error) throw error
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['organizations'] }),
  })
}
