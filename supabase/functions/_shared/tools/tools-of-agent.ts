import { toParleyError } from '../to-parley-error.ts'
import { userClient } from '../user-client.ts'
import type { User } from '../verify-user.ts'
import type { ServerTool } from './server-tool.ts'
import { toolOfRow } from './tool-of-row.ts'
import { TOOL_COLUMNS } from './tool-row.ts'

/** More confuse a model. */
const AT_MOST = 64

/**
 * The tools that an organisation's agent has, as far as the user sees the agent: nothing for who has left. The order is
 * that of the names.
 *
 * @throws {ParleyError} internal_error
 */
export async function toolsOfAgent(user: User, agentId: string, organizationId: string): Promise<ServerTool[]> {
  const { data, error } = await userClient(user)
    .schema('ai')
    .from('tools')
    .select(`${TOOL_COLUMNS}, agent_tools!inner(agent_id)`)
    .eq('agent_tools.agent_id', agentId)
    .eq('organization_id', organizationId)
    .eq('enabled', true)
    .order('name')
    .limit(AT_MOST)
  if (error) throw toParleyError(error)
  return data.map(toolOfRow)
}
