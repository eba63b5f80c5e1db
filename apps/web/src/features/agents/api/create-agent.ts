import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Agent } from '../agent.ts'
import type { AgentDraft } from '../agent-draft.ts'
import { draftRow } from '../draft-row.ts'

/** Makes an agent in an organisation, as a draft. */
export function useCreateAgent(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (draft: AgentDraft): Promise<Agent> => {
      const row = { organization_id: organizationId, ...draftRow(draft) }
      const { data, error } = await supabase.from('agents').insert(row).select().single()
      if (error) throw error
      return data
    },
    onSuccess: (agent) => {
      client.setQueryData(['agents', 'one', agent.id], agent)
      void client.invalidateQueries({ queryKey: ['agents', 'of', organizationId] })
    },
  })
}
