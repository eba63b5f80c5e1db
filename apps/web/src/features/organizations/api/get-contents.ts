import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** How much would go with an organisation. */
export type OrganizationContents = {
  members: number
  invitations: number
  agents: number
  calls: number
  live_calls: number
  messages: number
}

/** What would go with an organisation, for its owners. Never from the cache: it is what one decides by. */
export function contentsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['organizations', organizationId, 'contents'],
    queryFn: async (): Promise<OrganizationContents> => {
      const { data, error } = await supabase
        .rpc('organization_contents', { p_organization_id: organizationId })
        .single()
      if (error) throw error
      return data
    },
    staleTime: 0,
    gcTime: 0,
  })
}
