import { readEnv } from '../../_shared/read-env.ts'
import { askModel } from '../model/ask-model.ts'
import type { ChatTool, ModelAnswer } from '../model/chat-message.ts'
import type { Credit } from '../model/open-credit.ts'
import { agentRunEnv } from './agent-run-env.ts'
import { runMessages } from './run-messages.ts'
import type { RunWork } from './run-work.ts'

/** Asks the model for a step; its text goes to readers as it comes. */
export async function writeStep(work: RunWork, step: number, credit: Credit, tools: ChatTool[]): Promise<ModelAnswer> {
  const env = readEnv(agentRunEnv)
  const messages = runMessages(work.toDo, tools.map((tool) => tool.function.name))
  let offset = 0
  return await askModel(
    { model: credit.model, maxOutputTokens: credit.maxOutputTokens, messages, tools },
    {
      endpoint: {
        baseUrl: env.OPENAI_BASE_URL,
        apiKey: env.OPENAI_API_KEY,
        stallMs: env.RUNS_STALL_SECONDS * 1000,
        firstPieceMs: env.RUNS_STALL_SECONDS * 3000,
      },
      backoffMs: env.RUNS_RETRY_SECONDS * 1000,
      signal: work.signal,
      onText(delta) {
        work.journal.writeText({ step, offset, delta })
        offset += delta.length
      },
      onRestart() {
        offset = 0
        work.journal.write({ type: 'run.resumed', data: { step } })
      },
    },
  )
}
