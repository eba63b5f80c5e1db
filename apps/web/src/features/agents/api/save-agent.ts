import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Agent } from '../agent.ts'
import type { AgentDraft } from '../agent-draft.ts'
import { draftRow } from '../draft-row.ts'

/** Somebody else has changed the draft since it was read. */
export class DraftChangedError extends Error {
  override readonly name = 'DraftChangedError'
}

/**
 * Saves the draft, unless somebody else has changed it since: then nothing is written, and the mutation fails with a
 * {@link DraftChangedError}.
 */
export function useSaveAgent(agent: Agent) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (draft: AgentDraft): Promise<Agent> => {
      const { data, error } = await supabase
        .from('agents')
        .update(draftRow(draft))
        .eq('id', agent.id)
        .eq('updated_at', agent.updated_at)
        .select()
        .maybeSingle()
      if (error) throw error
      if (!data) throw new DraftChangedError()
      return data
    },
    onSuccess: (saved) => {
      client.setQueryData(['agents', 'one', agent.id], saved)
      void client.invalidateQueries({ queryKey: ['agents', 'of', agent.organization_id] })
    },
  })
}
