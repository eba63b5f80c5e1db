import { releaseSpend } from '../../_shared/llm/release-spend.ts'
import { settleSpend } from '../../_shared/llm/settle-spend.ts'
import { log } from '../../_shared/log.ts'
import type { ModelUsage } from './chat-message.ts'

/** Put by for one step of a run: what asking the model may cost. */
export class Credit {
  readonly #holdId: string
  readonly #runId: string
  /** The model that it is for. */
  readonly model: string
  /** The most that it may answer, in tokens. */
  readonly maxOutputTokens: number | null
  #usage: ModelUsage | null = null
  #isSettled = false

  constructor(runId: string, hold: { holdId: string; model: string; maxOutputTokens: number | null }) {
    this.#runId = runId
    this.#holdId = hold.holdId
    this.model = hold.model
    this.maxOutputTokens = hold.maxOutputTokens
  }

  /** Counts what a request used. There may be several: an answer that broke off was paid for, too. */
  use({ inputTokens, cachedInputTokens, outputTokens }: ModelUsage): void {
    const before = this.#usage ?? { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 }
    this.#usage = {
      inputTokens: before.inputTokens + inputTokens,
      cachedInputTokens: before.cachedInputTokens + Math.min(cachedInputTokens, inputTokens),
      outputTokens: before.outputTokens + outputTokens,
    }
  }

  /** Writes down what was used, once, and answers it with its cost in micro-dollars. */
  async settle(): Promise<ModelUsage & { cost: number }> {
    const usage = this.#usage ?? { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 }
    const { costMicroUsd } = await settleSpend(this.#holdId, {
      input_tokens: usage.inputTokens,
      cached_input_tokens: usage.cachedInputTokens,
      output_tokens: usage.outputTokens,
    })
    this.#isSettled = true
    return { ...usage, cost: costMicroUsd }
  }

  /** Whatever became of the step: what was used is written down, and what was not is given back. Throws nothing. */
  async close(): Promise<void> {
    if (this.#isSettled) return
    try {
      await (this.#usage ? this.settle() : releaseSpend(this.#holdId))
    } catch (error) {
      log('warn', 'credit_left_open', { run_id: this.#runId, cause: (error as Error).message })
    }
  }
}
