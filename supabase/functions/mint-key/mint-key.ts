import { z } from 'zod'
import { agentSession } from '../_shared/agent-session.ts'
import { openaiEnv } from '../_shared/openai-env.ts'
import { readEnv } from '../_shared/read-env.ts'
import type { User } from '../_shared/verify-user.ts'
import { createClientSecret } from './create-client-secret.ts'
import { readAgent } from './read-agent.ts'

/** Body of `POST /functions/v1/mint-key`. */
export const mintKeyRequest = z.strictObject({
  /** A published agent that the caller may see. Left out: the caller's default agent. */
  agent_id: z.uuid().optional(),
})

/**
 * A short-lived client secret of the Realtime API for a session that the server has fixed from the agent. A holder can
 * still change that session, so the secret lives for a minute only.
 */
export async function mintKey(input: { user: User; body: z.infer<typeof mintKeyRequest> }) {
  const env = readEnv(openaiEnv)
  const agent = await readAgent(input.user, input.body.agent_id)
  return await createClientSecret(agentSession(agent, env), input.user, env)
}
