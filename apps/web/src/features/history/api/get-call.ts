import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** What a call is read with. */
export const CALL_COLUMNS =
  'id, user_id, organization_id, visible_to_admins_of, title, agent_id, started_at, ended_at, end_reason, last_seen_at, agent_name, draft'

/** One call. */
export type Call = {
  id: string
  /** Who made it. */
  user_id: string
  organization_id: string
  /** Set where owners and admins may read it too. */
  visible_to_admins_of: string | null
  title: string | null
  agent_id: string | null
  started_at: string
  ended_at: string | null
  end_reason: string | null
  last_seen_at: string
  /** The agent's name when the call began. */
  agent_name: string | null
  /** A trial of the agent's draft. */
  draft: boolean
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A call by its id; `null` when there is none that the user may see. */
export function callQuery(callId: string) {
  return queryOptions({
    queryKey: ['calls', 'one', callId],
    queryFn: async (): Promise<Call | null> => {
      if (!UUID.test(callId)) return null
      const { data, error } = await supabase.from('calls').select(CALL_COLUMNS).eq('id', callId).maybeSingle()
      if (error) throw error
      return data
    },
  })
}
