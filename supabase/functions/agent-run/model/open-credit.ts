import { readEnv } from '../../_shared/read-env.ts'
import { agentRunEnv } from '../loop/agent-run-env.ts'
import type { RunToDo } from '../loop/run-to-do.ts'
import type { ModelAnswer } from './chat-message.ts'

/** What one request to a model may cost, put by. */
export type Credit = {
  /** The model that it is for. */
  model: string
  /** The most that it may answer, in tokens. */
  maxOutputTokens: number | null
  /** What it cost, in micro-dollars, by what was used. */
  settle(answer: ModelAnswer): Promise<number>
  /** Gives back what was put by, unless it was settled. */
  close(): Promise<void>
}

export async function openCredit({ agent }: RunToDo, _step: number): Promise<Credit> {
  const own = agent.model === null || agent.model.includes('realtime') ? null : agent.model
  return {
    model: own ?? readEnv(agentRunEnv).OPENAI_CHAT_MODEL,
    maxOutputTokens: null,
    settle: async () => 0,
    close: async () => {},
  }
}
