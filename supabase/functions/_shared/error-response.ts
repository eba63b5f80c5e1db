import { ParleyError } from '@parley/shared/parley-error.ts'
import { log } from './log.ts'

/** Whatever was thrown as a ParleyError; the unknown becomes internal_error with the original as cause. */
export function asParleyError(thrown: unknown): ParleyError {
  return thrown instanceof ParleyError ? thrown : new ParleyError('internal_error', { cause: thrown })
}

/** Turns an error into the HTTP answer and the log line, once, at the edge. Causes go to the log only. */
export function errorResponse(thrown: unknown, requestId: string, headers: Record<string, string>): Response {
  const error = asParleyError(thrown)
  const cause = error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : undefined
  log(error.status >= 500 ? 'error' : 'warn', 'request_failed', { request_id: requestId, code: error.code, cause })
  return Response.json({ error, request_id: requestId }, { status: error.status, headers })
}
