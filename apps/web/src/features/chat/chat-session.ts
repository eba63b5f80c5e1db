/** A conversation with an agent, by text and by voice. */
export type ChatSession = {
  id: string
  organization_id: string
  /** null: the agent is gone. */
  agent_id: string | null
  title: string | null
  created_at: string
  active_at: string
  agent: { name: string; status: string } | null
}

/** What a session is read with. Its agent by name of the key, since there are ways to agents by its runs and calls, too. */
export const SESSION_COLUMNS =
  'id, organization_id, agent_id, title, created_at, active_at, agent:agents!chat_sessions_organization_id_agent_id_fkey(name, status)'

/** Longest title, as in `chat_sessions.title`. */
export const TITLE_MAX = 200

/** How a session is called that nobody has named. */
export function sessionTitle({ title, agent }: Pick<ChatSession, 'title' | 'agent'>): string {
  return title ?? `Chat with ${agent?.name ?? 'an agent'}`
}
