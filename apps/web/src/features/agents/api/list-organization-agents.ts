import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Agent } from '../agent.ts'

/** An agent in the list. */
export type AgentSummary = Pick<
  Agent,
  'id' | 'name' | 'description' | 'status' | 'published_version' | 'unpublished_changes' | 'updated_at'
>

/** The agents of an organisation that the user may see, oldest first. Members see the published ones. */
export function organizationAgentsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['agents', 'of', organizationId],
    queryFn: async (): Promise<AgentSummary[]> => {
      const { data, error } = await supabase
        .from('agents')
        .select('id, name, description, status, published_version, unpublished_changes, updated_at')
        .eq('organization_id', organizationId)
        .order('created_at')
      if (error) throw error
      return data
    },
  })
}
