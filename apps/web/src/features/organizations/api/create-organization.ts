import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { switchOrganization } from './switch-organization.ts'

/** Longest name, as in `organizations.name`. */
export const NAME_MAX = 80

/** Makes an organisation with the person as its owner, and switches to it. */
export function useCreateOrganization() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (name: string) => {
      const { data, error } = await supabase.rpc('create_organization', { p_name: name })
      if (error) throw error
      await switchOrganization(client, data.id)
    },
  })
}
