import { readEnv } from '../../_shared/read-env.ts'
import { askModel } from '../model/ask-model.ts'
import type { ModelAnswer, ModelRequest } from '../model/chat-message.ts'
import type { Credit } from '../model/credit.ts'
import { estimateUsage } from '../model/estimate-usage.ts'
import { agentRunEnv } from './agent-run-env.ts'
import type { RunWork } from './run-work.ts'

/** Asks the model for a step; its text goes to readers as it comes. Whatever was answered is counted. */
export async function writeStep(
  work: RunWork,
  step: number,
  credit: Credit,
  asked: Pick<ModelRequest, 'messages' | 'tools'>,
): Promise<ModelAnswer> {
  let offset = 0
  const onText = (delta: string) => {
    work.journal.writeText({ step, offset, delta })
    offset += delta.length
  }
  const onRestart = () => {
    credit.use(estimateUsage(asked, offset))
    offset = 0
    work.journal.write({ type: 'run.resumed', data: { step } })
  }
  const { model, maxOutputTokens } = credit
  try {
    const answer = await askModel({ model, maxOutputTokens, ...asked }, { ...settings(work), onText, onRestart })
    credit.use(answer.usage)
    return answer
  } catch (error) {
    if (offset > 0) credit.use(estimateUsage(asked, offset))
    throw error
  }
}

function settings({ signal }: RunWork) {
  const env = readEnv(agentRunEnv)
  const stallMs = env.RUNS_STALL_SECONDS * 1000
  return {
    endpoint: { baseUrl: env.OPENAI_BASE_URL, apiKey: env.OPENAI_API_KEY, stallMs, firstPieceMs: stallMs * 3 },
    backoffMs: env.RUNS_RETRY_SECONDS * 1000,
    signal,
  }
}
