import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { TOOL_COLUMNS, type Tool } from '../tool.ts'

/** The tools of an organisation, by name. */
export function toolsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['tools', 'of', organizationId],
    queryFn: async (): Promise<Tool[]> => {
      const { data, error } = await supabase
        .schema('ai')
        .from('tools')
        .select(TOOL_COLUMNS)
        .eq('organization_id', organizationId)
        .order('name')
      if (error) throw error
      return data as Tool[]
    },
  })
}
