import { z } from 'zod'
import type { TokenCounts } from '../../_shared/llm/token-counts.ts'

const count = z.number().int().min(0)
const usage = z.object({
  prompt_tokens: count,
  completion_tokens: count.default(0),
  prompt_tokens_details: z.object({ cached_tokens: count.nullish() }).nullish(),
})

/** What an answer of chat or embeddings says of its usage, as the ledger counts it; null where it says nothing of use. */
export function usageOf(said: unknown): TokenCounts | null {
  const parsed = usage.safeParse(said)
  if (!parsed.success) return null
  const { prompt_tokens, completion_tokens, prompt_tokens_details } = parsed.data
  return {
    input_tokens: prompt_tokens,
    cached_input_tokens: Math.min(prompt_tokens_details?.cached_tokens ?? 0, prompt_tokens),
    output_tokens: completion_tokens,
  }
}
