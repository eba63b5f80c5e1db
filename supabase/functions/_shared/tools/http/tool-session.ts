import type { ErrorCode } from '@parley/shared/error-codes.ts'
import { adminClient } from '../../admin-client.ts'
import { randomToken } from '../../random-token.ts'
import { sha256Hex } from '../../sha256-hex.ts'
import { toParleyError } from '../../to-parley-error.ts'
import type { ToolContext } from '../server-tool.ts'
import { ToolFault } from '../tool-fault.ts'

/** What refuses a session, in words for the model and for whoever tries the tool. */
const REFUSED: Partial<Record<ErrorCode, string>> = {
  tool_not_found: 'This tool is not available any more. Do not try it again.',
  tool_host_not_allowed: "The tool's host is not on the organisation's list. An owner or admin has to allow it.",
  tool_secret_missing: 'The tool has no signing secret yet. An owner or admin has to make one.',
}

/** While it is open, the endpoint of the tool can ask whom it serves, with `token` and its secret. */
export type ToolSession = { token: string; secrets: string[]; close(): Promise<void> }

/**
 * Opens the session of one call of an HTTP tool. That the tool, the host and the person still are what they were is looked
 * at by the database, at this moment.
 *
 * @param host Of the address that is about to be called.
 * @throws {ToolFault}
 * @throws {ParleyError} role_too_low (a trial by a member), internal_error
 */
export async function openToolSession(
  tool: { id: string; host: string; seconds: number },
  context: ToolContext,
): Promise<ToolSession> {
  const token = randomToken()
  const tokenHash = await sha256Hex(token)
  const { runId, callId } = context
  const { data, error } = await adminClient()
    .schema('ai')
    .rpc('open_tool_session', {
      p_token_hash: tokenHash,
      p_tool_id: tool.id,
      p_user_id: context.personId,
      // A trial is nobody's but its person's. What the generated types call text takes null.
      p_agent_id: (runId ?? callId) ? context.agentId : (null as unknown as string),
      p_run_id: runId ?? (null as unknown as string),
      p_call_id: callId ?? (null as unknown as string),
      p_tool_call_id: context.toolCallId,
      p_host: tool.host,
      p_seconds: tool.seconds,
    })
    .single()
  if (error) throw faultOf(error)
  return { token, secrets: data.signing_secrets, close: () => closeToolSession(tokenHash) }
}

function faultOf(error: { code?: string; message: string }): Error {
  const known = toParleyError(error)
  const words = REFUSED[known.code]
  return words === undefined ? known : new ToolFault(words)
}

/** What is left open by a failure ends by its time. */
async function closeToolSession(tokenHash: string): Promise<void> {
  await adminClient().schema('ai').rpc('close_tool_session', { p_token_hash: tokenHash })
}
