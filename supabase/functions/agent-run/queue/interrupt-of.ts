import { asParleyError } from '../../_shared/error-response.ts'
import type { InterruptReason } from '../loop/run-interrupt.ts'

/** What a save that failed means for the worker. */
export function interruptOf(error: unknown): InterruptReason {
  const { code } = asParleyError(error)
  if (code === 'run_cancelled') return 'cancelled'
  return code === 'run_lease_lost' ? 'lease_lost' : 'not_stored'
}
