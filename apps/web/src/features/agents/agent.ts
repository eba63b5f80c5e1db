import type { Tables } from '@parley/shared/database-types'

/** An agent as its organisation's owners and admins have it: the draft, and how it stands. */
export type Agent = Tables<'agents'>

/** A version of an agent: a snapshot that nobody changes. */
export type AgentVersion = Tables<'agent_versions'>

/** How an agent stands, in a word that fits on a badge. */
export type AgentState = 'draft' | 'published' | 'changed' | 'archived'

/** `changed`: published, and the draft says something else by now. */
export function agentState({ status, unpublished_changes }: Pick<Agent, 'status' | 'unpublished_changes'>): AgentState {
  if (status === 'published') return unpublished_changes ? 'changed' : 'published'
  return status === 'archived' ? 'archived' : 'draft'
}
