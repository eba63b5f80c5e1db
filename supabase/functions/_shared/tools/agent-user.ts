import { mintAgentToken } from '../mint-agent-token.ts'
import type { User } from '../verify-user.ts'

/**
 * The person as their agent acts for them: a user of the data API with a fresh token of the agent, which policies hold
 * to less than the person. Both ids are proven by a session or a redeemed ticket.
 *
 * @throws {ParleyError} server_misconfigured
 */
export async function agentUser({ personId, agentId }: { personId: string; agentId: string }): Promise<User> {
  const { token } = await mintAgentToken({ personId, agentId })
  return { id: personId, token }
}
