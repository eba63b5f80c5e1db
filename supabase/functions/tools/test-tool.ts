import { ParleyError } from '@parley/shared/parley-error.ts'
import type { ToolsRequest, ToolsResponse } from '@parley/shared/tools.ts'
import { toParleyError } from '../_shared/to-parley-error.ts'
import { toolOfRow } from '../_shared/tools/tool-of-row.ts'
import { TOOL_COLUMNS } from '../_shared/tools/tool-row.ts'
import { userClient } from '../_shared/user-client.ts'
import type { User } from '../_shared/verify-user.ts'

/**
 * Runs a tool once with given arguments, for an owner or admin of its organisation, as themselves and with no more rights
 * than an agent would have for them. It is really called, also one that is switched off or needs approval.
 *
 * @throws {ParleyError} tool_not_found, role_too_low
 */
export async function testTool({
  user,
  body,
  request,
}: {
  user: User
  body: ToolsRequest
  request: Request
}): Promise<ToolsResponse> {
  const { organization_id: organizationId, ...row } = await readTool(user, body.tool_id)
  await requireAdmin(user, organizationId)
  const begun = performance.now()
  const { status, output } = await toolOfRow(row).run(body.arguments, {
    personId: user.id,
    // No agent acts: the token that policies see names the tool.
    agentId: row.id,
    organizationId,
    toolCallId: crypto.randomUUID(),
    signal: request.signal,
  })
  return { status, output, ms: Math.round(performance.now() - begun) }
}

async function readTool(user: User, id: string) {
  const { data, error } = await userClient(user)
    .schema('ai')
    .from('tools')
    .select(`${TOOL_COLUMNS}, organization_id`)
    .eq('id', id)
    .maybeSingle()
  if (error) throw toParleyError(error)
  if (data === null) throw new ParleyError('tool_not_found')
  return data
}

async function requireAdmin(user: User, organizationId: string): Promise<void> {
  const { data, error } = await userClient(user)
    .from('memberships')
    .select('role')
    .eq('organization_id', organizationId)
    .eq('user_id', user.id)
    .maybeSingle()
  if (error) throw toParleyError(error)
  if (data?.role !== 'owner' && data?.role !== 'admin') throw new ParleyError('role_too_low')
}
