import { ledgerClient } from './ledger-client.ts'
import { spendError } from './spend-error.ts'

/** Gives back what was put by for a request of which nothing came, so that nothing was used. Does nothing twice. */
export async function releaseSpend(holdId: string): Promise<void> {
  const { error } = await ledgerClient().rpc('llm_release', { p_hold_id: holdId })
  if (error) throw spendError(error)
}
