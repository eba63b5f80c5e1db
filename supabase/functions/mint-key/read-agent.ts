import { ParleyError } from '@parley/shared/parley-error.ts'
import type { SessionAgent } from '../_shared/agent-session.ts'
import { toParleyError } from '../_shared/to-parley-error.ts'
import { userClient } from '../_shared/user-client.ts'
import type { User } from '../_shared/verify-user.ts'

/**
 * A published agent, read as the user. Without an id the same default as open_call's: the oldest of the personal
 * organisation, else the oldest that the user can see.
 *
 * @throws {ParleyError} agent_not_found
 */
export async function readAgent(user: User, agentId: string | undefined): Promise<SessionAgent> {
  const client = userClient(user)
  let query = client
    .from('agents')
    .select('instructions, voice, model, tools, organization_id')
    .eq('status', 'published')
    .order('created_at')
    .order('id')
  if (agentId !== undefined) query = query.eq('id', agentId)
  const { data: agents, error } = await query
  if (error) throw toParleyError(error)
  const personal = agents.length > 1 ? await personalOrganization(user) : null
  const agent = agents.find((one) => one.organization_id === personal) ?? agents[0]
  if (agent === undefined) throw new ParleyError('agent_not_found')
  return agent
}

async function personalOrganization(user: User): Promise<string | null> {
  const query = userClient(user).from('organizations').select('id').eq('personal_of', user.id)
  const { data, error } = await query.maybeSingle()
  if (error) throw toParleyError(error)
  return data?.id ?? null
}
