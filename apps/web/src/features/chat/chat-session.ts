/** A conversation with an agent, by text and by voice. */
export type ChatSession = {
  id: string
  organization_id: string
  /** null: the agent is gone. */
  agent_id: string | null
  title: string | null
  created_at: string
  active_at: string
  /** null: it is gone, or not the person's to see. */
  agent: { name: string; status: string } | null
}

/** What of a session is read from its own table. */
export const SESSION_COLUMNS = 'id, organization_id, agent_id, title, created_at, active_at'

/** Longest title, as in `chat_sessions.title`. */
export const TITLE_MAX = 200

/** How a session is called that nobody has named. */
export function sessionTitle({ title, agent }: Pick<ChatSession, 'title' | 'agent'>): string {
  return title ?? `Chat with ${agent?.name ?? 'an agent'}`
}
