import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Approval } from '../approval.ts'

/** What waits for the person now, the oldest first: it waits longest. The feed has it read again when that changes. */
export const approvalsQuery = queryOptions({
  queryKey: ['approvals', 'pending'],
  queryFn: async (): Promise<Approval[]> => {
    const { data, error } = await supabase
      .schema('ai')
      .from('approvals')
      .select(
        'id, run_id, call_id, session_id, name, arguments, status, created_at, expires_at, run:runs!approvals_run_id_fkey(agent_name)',
      )
      .eq('status', 'pending')
      .gt('expires_at', new Date().toISOString())
      .order('created_at')
    if (error) throw error
    const callers = await agentsOfCalls(data.flatMap(({ call_id }) => call_id ?? []))
    return data.map(({ run, ...approval }) => ({
      ...approval,
      arguments: approval.arguments as Record<string, unknown>,
      agentName: run?.agent_name ?? callers.get(approval.call_id ?? '') ?? 'An agent',
    }))
  },
})

/** Calls stand in another schema, so they are asked for by themselves. */
async function agentsOfCalls(callIds: string[]): Promise<Map<string, string | null>> {
  if (callIds.length === 0) return new Map()
  const { data, error } = await supabase.from('calls').select('id, agent_name').in('id', callIds)
  if (error) throw error
  return new Map(data.map(({ id, agent_name }) => [id, agent_name]))
}
