import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Agent } from '../agent.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An agent by its id; `null` when there is none that the user may see. */
export function agentQuery(agentId: string) {
  return queryOptions({
    queryKey: ['agents', 'one', agentId],
    queryFn: async (): Promise<Agent | null> => {
      if (!UUID.test(agentId)) return null
      const { data, error } = await supabase.from('agents').select().eq('id', agentId).maybeSingle()
      if (error) throw error
      return data
    },
  })
}
