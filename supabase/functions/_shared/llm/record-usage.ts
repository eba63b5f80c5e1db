import { ledgerClient } from './ledger-client.ts'
import { spendError } from './spend-error.ts'
import { type TokenCounts, tokenCounts } from './token-counts.ts'

/** Something that was used without a hold: it cannot be refused any more, and counts in the budgets from now on. */
export type UsedModel = {
  source: 'call' | 'knowledge'
  /** The call, or the source of knowledge: whose it is says who spends. */
  reference: string
  /** What it is called where it comes from: the id of the provider's response, so that it is recorded once. */
  idempotencyKey: string
  model: string
  usage: TokenCounts
}

/**
 * Records usage in the ledger, once for its key: asked again it answers the same.
 *
 * @throws {ParleyError} model_without_price, usage_invalid (also where the call or the source is not there)
 */
export async function recordUsage(used: UsedModel): Promise<{ costMicroUsd: number }> {
  const { data, error } = await ledgerClient().rpc('llm_record_usage', {
    p_source: used.source,
    p_reference: used.reference,
    p_idempotency_key: used.idempotencyKey,
    p_model: used.model,
    p_usage: tokenCounts.parse(used.usage),
  })
  if (error) throw spendError(error)
  return { costMicroUsd: data }
}
