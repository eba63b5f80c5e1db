import { ParleyError } from '@parley/shared/parley-error.ts'
import type { SessionAgent } from '../_shared/agent-session.ts'
import { toParleyError } from '../_shared/to-parley-error.ts'
import { userClient } from '../_shared/user-client.ts'
import type { User } from '../_shared/verify-user.ts'

/**
 * The published version of an agent, read as the user; the draft is never given. Without an id the same default as
 * open_call's, and the same check against the organisation's plan.
 *
 * @throws {ParleyError} agent_not_found, model_not_in_plan, voice_not_in_plan
 */
export async function readAgent(user: User, agentId: string | undefined): Promise<SessionAgent> {
  const { data, error } = await userClient(user)
    .rpc('callable_agent', agentId === undefined ? {} : { p_agent_id: agentId })
    .single()
  if (error) throw toParleyError(error)
  if (!data) throw new ParleyError('internal_error', { cause: new Error('callable_agent returned no row') })
  return data
}
