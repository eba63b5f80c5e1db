import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** What owners may change of an organisation. */
export type OrganizationSettings = { name?: string; admins_see_calls?: boolean }

/** Changes an organisation's name or settings. Owners only: for anybody else nothing would change, which is told. */
export function useUpdateOrganization(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (change: OrganizationSettings) => {
      const { data, error } = await supabase.from('organizations').update(change).eq('id', organizationId).select('id')
      if (error) throw error
      if (data.length === 0) throw new Error('role_too_low')
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['organizations'] }),
  })
}
