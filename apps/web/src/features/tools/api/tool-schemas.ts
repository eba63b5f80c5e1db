import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** The schemas of arguments of the tools that the person may see, by the tool's name in its organisation. */
export const toolSchemasQuery = queryOptions({
  queryKey: ['tools', 'schemas'],
  queryFn: async (): Promise<{ name: string; organization_id: string; parameters: Record<string, unknown> }[]> => {
    const { data, error } = await supabase.schema('ai').from('tools').select('name, organization_id, parameters')
    if (error) throw error
    return data.map((tool) => ({ ...tool, parameters: tool.parameters as Record<string, unknown> }))
  },
  staleTime: 60_000,
})
