import { ParleyError } from '@parley/shared/parley-error.ts'
import { toParleyError } from '../to-parley-error.ts'

type DatabaseError = Parameters<typeof toParleyError>[0]

/** Codes after whose `retry_after_seconds` it is worth asking again. */
const WAITING = new Set(['requests_limit', 'tokens_limit', 'concurrent_requests_limit'])

/** The error of an `llm_…` function as one of ours, with the seconds to wait or the limit in its details. */
export function spendError(error: DatabaseError): ParleyError {
  const known = toParleyError(error)
  const value = Number(error.details)
  if (known.code === 'internal_error' || !error.details || !Number.isFinite(value)) return known
  const details = WAITING.has(known.code) ? { retry_after_seconds: value } : { limit: value }
  return new ParleyError(known.code, { details, cause: known.cause })
}
