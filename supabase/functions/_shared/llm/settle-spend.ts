import { ledgerClient } from './ledger-client.ts'
import { spendError } from './spend-error.ts'
import { type TokenCounts, tokenCounts } from './token-counts.ts'

/**
 * Writes down what a hold was used for, once: asked again it answers the same. Null where nobody can tell (the provider
 * got lost in the middle of its answer): then it cost what was put by.
 *
 * @throws {ParleyError} hold_not_found (unknown, or given back), usage_invalid, model_without_price
 */
export async function settleSpend(holdId: string, usage: TokenCounts | null): Promise<{ costMicroUsd: number }> {
  const { data, error } = await ledgerClient().rpc('llm_settle', {
    p_hold_id: holdId,
    ...(usage === null ? {} : { p_usage: tokenCounts.parse(usage) }),
  })
  if (error) throw spendError(error)
  return { costMicroUsd: data }
}
