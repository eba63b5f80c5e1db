import { requestAgentRun } from '@parley/client/agent-run/request-agent-run'
import type { ApprovalDecision } from '@parley/shared/agent-run'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** A person's decision; `changed`: with these arguments in place of the model's. */
export type Decision = { decision: ApprovalDecision; changed?: Record<string, unknown> }

/** Decides what waits. It can be done once: who is second, on another device, is told so. */
export function useDecideApproval(approvalId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ decision, changed }: Decision) =>
      requestAgentRun(supabase as never, {
        action: 'decide',
        approval_id: approvalId,
        decision,
        ...(changed ? { arguments: changed } : {}),
      }),
    // Also after a refusal: somebody may have decided it meanwhile.
    onSettled: () => client.invalidateQueries({ queryKey: ['approvals'] }),
  })
}
