import { supabase } from '@/lib/supabase.ts'
import type { ChatSession } from '../chat-session.ts'

/**
 * Sessions with their agents, as far as the person may see these. Asked for by themselves: the key from a session to its
 * agent has two columns, of which not every Data API's embedding takes both.
 */
export async function withAgents(sessions: readonly Omit<ChatSession, 'agent'>[]): Promise<ChatSession[]> {
  const ids = [...new Set(sessions.flatMap(({ agent_id }) => agent_id ?? []))]
  if (ids.length === 0) return sessions.map((session) => ({ ...session, agent: null }))
  const { data, error } = await supabase.from('agents').select('id, name, status').in('id', ids)
  if (error) throw error
  const agents = new Map(data.map(({ id, ...agent }) => [id, agent]))
  return sessions.map((session) => ({ ...session, agent: agents.get(session.agent_id ?? '') ?? null }))
}
