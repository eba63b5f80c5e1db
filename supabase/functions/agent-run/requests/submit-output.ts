import type { AgentRunRequest } from '@parley/shared/agent-run.ts'
import { asUser } from '../../_shared/as-user.ts'
import type { User } from '../../_shared/verify-user.ts'
import { goOn } from './go-on.ts'

type Output = Extract<AgentRunRequest, { action: 'output' }>

/**
 * Takes what a function of the client gave, once; its run goes on.
 *
 * @throws {ParleyError} tool_call_not_found, tool_call_done, tool_call_not_ready
 */
export async function submitOutput(user: User, { tool_call_id, output }: Output): Promise<{ status: string }> {
  const p_output = output.replaceAll('\u0000', '').toWellFormed()
  const status = await asUser(user, (ai) => ai.rpc('submit_tool_output', { p_tool_call_id: tool_call_id, p_output }))
  await goOn(user, tool_call_id)
  return { status }
}
