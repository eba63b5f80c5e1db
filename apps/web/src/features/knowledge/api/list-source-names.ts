import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Longest list to choose from. Who has more of them filters by knowledge base. */
const MOST = 500

/** What an organisation's documents are called, for choosing one: by name, as far as the person may read them. */
export function sourceNamesQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['knowledge', 'names', organizationId],
    queryFn: async (): Promise<{ id: string; name: string }[]> => {
      const { data, error } = await supabase
        .from('documents')
        .select('source_id, name')
        .eq('organization_id', organizationId)
        .order('name')
        .limit(MOST)
      if (error) throw error
      return data.map(({ source_id, name }) => ({ id: source_id, name }))
    },
  })
}
