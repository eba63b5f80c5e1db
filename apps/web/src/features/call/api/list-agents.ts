import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Somebody to call. */
export type Agent = { id: string; name: string; description: string }

/** Published agents of an organisation, oldest first, so that the list does not jump when one is added. */
export function agentsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['agents', 'published', organizationId],
    queryFn: async (): Promise<Agent[]> => {
      const { data, error } = await supabase
        .from('agents')
        .select('id, name, description')
        .eq('organization_id', organizationId)
        .eq('status', 'published')
        .order('created_at')
      if (error) throw error
      return data
    },
    staleTime: 60_000,
  })
}
