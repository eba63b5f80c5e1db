import { holdSpend } from '../../_shared/llm/hold-spend.ts'
import { readEnv } from '../../_shared/read-env.ts'
import { agentRunEnv } from '../loop/agent-run-env.ts'
import type { RunToDo } from '../loop/run-to-do.ts'
import type { ModelUsage } from './chat-message.ts'
import { Credit } from './credit.ts'

/**
 * Puts by what a step of a run may cost, by the organisation's budget and the person's. The model is the agent's own where
 * it chats; `agents.model` may be one of the Realtime API, for voice. Otherwise it is the server's (`OPENAI_CHAT_MODEL`),
 * else the plan's.
 *
 * @param estimated What goes in, and (nothing is known yet) what comes out.
 * @throws {ParleyError} see `holdSpend`
 */
export async function openCredit({ run, agent, person_id }: RunToDo, estimated: ModelUsage): Promise<Credit> {
  const own = agent.model === null || agent.model.includes('realtime') ? undefined : agent.model
  const hold = await holdSpend({
    personId: person_id,
    organizationId: agent.organization_id,
    source: 'run',
    kind: 'chat',
    model: own ?? readEnv(agentRunEnv).OPENAI_CHAT_MODEL,
    estimatedInputTokens: estimated.inputTokens,
    runId: run.id,
    sessionId: run.session_id,
    agentId: agent.id,
  })
  return new Credit(run.id, hold)
}
