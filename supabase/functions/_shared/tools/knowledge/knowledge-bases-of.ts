import { toParleyError } from '../../to-parley-error.ts'
import { userClient } from '../../user-client.ts'
import type { User } from '../../verify-user.ts'

/** More than a search takes as a filter; no agent has them all. */
const AT_MOST = 100

/** The knowledge bases that an agent searches, as far as the user sees the agent. */
export async function knowledgeBasesOf(user: User, agentId: string): Promise<string[]> {
  const { data, error } = await userClient(user)
    .schema('ai')
    .from('agent_knowledge_bases')
    .select('knowledge_base_id')
    .eq('agent_id', agentId)
    .order('created_at')
    .limit(AT_MOST)
  if (error) throw toParleyError(error)
  return data.map((row) => row.knowledge_base_id)
}
