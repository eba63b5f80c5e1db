import { ERROR_CODES, type ErrorCode } from '@parley/shared/error-codes.ts'
import { ParleyError } from '@parley/shared/parley-error.ts'

type DatabaseError = { code?: string; message: string; details?: string | null }

/**
 * The error of a data API call as one of ours. SQL functions raise `PTxxx` with a code of the table as message; every
 * other database error is an internal one, and its text stays on the server as the cause.
 */
export function toParleyError(error: DatabaseError): ParleyError {
  const cause = new Error(`${error.code ?? 'no code'}: ${error.message}`)
  if (!error.code?.startsWith('PT') || !Object.hasOwn(ERROR_CODES, error.message))
    return new ParleyError('internal_error', { cause })
  const code = error.message as ErrorCode
  const details = code === 'live_calls_limit' && error.details ? { limit: Number(error.details) } : undefined
  return new ParleyError(code, { details, cause })
}
