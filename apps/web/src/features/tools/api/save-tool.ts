import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { TOOL_COLUMNS, type Tool } from '../tool.ts'
import { configOf, type ToolDraft } from '../tool-draft.ts'
import { ToolNameTakenError } from '../tool-name-taken-error.ts'

/**
 * Makes a tool, or saves one. What agents have of it changes at once.
 *
 * @param toolId left out: a new one
 */
export function useSaveTool(organizationId: string, toolId?: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (draft: ToolDraft): Promise<Tool> => {
      const table = supabase.schema('ai').from('tools')
      const fields = fieldsOf(draft)
      const saving = toolId
        ? table.update(fields).eq('id', toolId)
        : table.insert({ ...fields, organization_id: organizationId, kind: draft.kind })
      const { data, error } = await saving.select(TOOL_COLUMNS).single()
      if (error?.code === '23505') throw new ToolNameTakenError()
      if (error) throw error
      return data as Tool
    },
    onSuccess: (tool) => {
      client.setQueryData(['tools', 'one', tool.id], tool)
      return client.invalidateQueries({ queryKey: ['tools'], refetchType: 'all' })
    },
  })
}

function fieldsOf(draft: ToolDraft) {
  return {
    name: draft.name,
    description: draft.description.trim(),
    parameters: JSON.parse(draft.parameters),
    config: configOf(draft) as never,
    needs_approval: draft.needsApproval,
    repeatable: draft.repeatable,
    enabled: draft.enabled,
  }
}
