import type { AgentRunRequest } from '@parley/shared/agent-run.ts'
import type { Json } from '@parley/shared/database-types.ts'
import { asUser } from '../../_shared/as-user.ts'
import type { User } from '../../_shared/verify-user.ts'
import { goOn } from './go-on.ts'

type Decide = Extract<AgentRunRequest, { action: 'decide' }>

/**
 * Takes a person's decision on a tool call, once, from any of their devices; its run goes on. Changed arguments are
 * checked against the tool's schema when it is called: those that do not fit, the model is told.
 *
 * @throws {ParleyError} approval_not_found, approval_decided, approval_expired, bad_request
 */
export async function decideApproval(user: User, decide: Decide): Promise<{ status: string }> {
  const status = await asUser(user, (ai) =>
    ai.rpc('decide_approval', {
      p_approval_id: decide.approval_id,
      p_decision: decide.decision,
      ...(decide.arguments && { p_arguments: decide.arguments as Json }),
    }),
  )
  await goOn(user, decide.approval_id)
  return { status }
}
