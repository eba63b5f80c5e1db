import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { isUuid } from '@/lib/uuid.ts'
import { TOOL_COLUMNS, type Tool } from '../tool.ts'

/** A tool by its id; `null` when there is none that the person may see. */
export function toolQuery(toolId: string) {
  return queryOptions({
    queryKey: ['tools', 'one', toolId],
    queryFn: async (): Promise<Tool | null> => {
      if (!isUuid(toolId)) return null
      const { data, error } = await supabase
        .schema('ai')
        .from('tools')
        .select(TOOL_COLUMNS)
        .eq('id', toolId)
        .maybeSingle()
      if (error) throw error
      return data as Tool | null
    },
  })
}
