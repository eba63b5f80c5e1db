import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** The hosts that an organisation's tools may call, by name. */
export function toolHostsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['tools', 'hosts', organizationId],
    queryFn: async (): Promise<string[]> => {
      const { data, error } = await supabase
        .schema('ai')
        .from('tool_hosts')
        .select('host')
        .eq('organization_id', organizationId)
        .order('host')
      if (error) throw error
      return data.map(({ host }) => host)
    },
  })
}
