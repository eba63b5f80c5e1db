import type { ErrorCode } from '@parley/shared/error-codes.ts'
import type { ParleyError } from '@parley/shared/parley-error.ts'

/** What OpenAI says where we say more exactly what is spent. */
const QUOTA = new Set<ErrorCode>(['budget_spent', 'member_budget_spent', 'free_budget_spent'])
/** Its client would try these again, in vain. */
const IN_VAIN = new Set<ErrorCode>([...QUOTA, 'idempotency_key_used'])
const TYPES: Record<number, string> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
}

type Details = {
  retry_after_seconds?: number
  issues?: { path: string; message: string }[]
  message?: string
  param?: string
}

/**
 * An error as OpenAI answers it, so that its client knows what to do: which class to throw, whether and when to try again.
 * Our own code is in `x-parley-code`, and in `code` but where OpenAI has one that clients know (`insufficient_quota`).
 */
export function openaiError(error: ParleyError): Response {
  const { status, body } = openaiErrorBody(error)
  const { retry_after_seconds } = (error.details ?? {}) as Details
  const headers = new Headers({ 'x-parley-code': error.code })
  if (retry_after_seconds !== undefined) headers.set('retry-after', String(retry_after_seconds))
  if (IN_VAIN.has(error.code)) headers.set('x-should-retry', 'false')
  if (status === 405) headers.set('allow', 'GET, POST, OPTIONS')
  return Response.json(body, { status, headers })
}

/** The same without a response: an error in the middle of a stream. */
export function openaiErrorBody(error: ParleyError) {
  const { issues, message, param } = (error.details ?? {}) as Details
  const isQuota = QUOTA.has(error.code)
  const status = isQuota ? 429 : error.status
  const type = TYPES[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error')
  const faults = issues?.map((issue) => `${issue.path || 'body'}: ${issue.message}`).join('; ')
  return {
    status,
    body: {
      error: {
        message: [error.message, message ?? faults].filter(Boolean).join(' '),
        type: isQuota ? 'insufficient_quota' : type,
        param: param ?? issues?.[0]?.path ?? null,
        code: isQuota ? 'insufficient_quota' : error.code,
      },
    },
  }
}
