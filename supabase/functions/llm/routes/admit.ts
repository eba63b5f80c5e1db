import { ParleyError } from '@parley/shared/parley-error.ts'
import { type Hold, holdSpend, type SpendRequest } from '../../_shared/llm/hold-spend.ts'
import { readEnv } from '../../_shared/read-env.ts'
import { gatewayEnv } from '../gateway-env.ts'
import type { GatewayRequest } from '../serve-gateway.ts'

const MAX_KEY = 255

/**
 * Admits a request: puts by what it may cost. What its idempotency key belongs to already is not done twice.
 *
 * @throws {ParleyError} what `holdSpend` throws, request_in_progress, bad_request
 */
export async function admit(
  { request, caller }: GatewayRequest,
  asks: Pick<SpendRequest, 'kind' | 'model' | 'estimatedInputTokens' | 'maxOutputTokens' | 'choices' | 'images'>,
): Promise<Hold> {
  const key = request.headers.get('idempotency-key') || undefined
  if (key !== undefined && key.length > MAX_KEY) {
    const issues = [{ path: 'Idempotency-Key', message: `at most ${MAX_KEY} characters` }]
    throw new ParleyError('bad_request', { details: { issues } })
  }
  const hold = await holdSpend({
    ...asks,
    personId: caller.personId,
    organizationId: caller.organizationId,
    authSessionId: caller.authSessionId,
    sessionId: caller.sessionId,
    source: 'gateway',
    idempotencyKey: key,
    holdSeconds: Math.ceil(readEnv(gatewayEnv).WORKER_WALL_CLOCK_MS / 1000) + 30,
  })
  if (hold.existing) throw new ParleyError('request_in_progress', { details: { retry_after_seconds: 1 } })
  return hold
}

/** What is left of the organisation's minute, in OpenAI's headers. */
export function limitHeaders({ limits }: Hold): Record<string, string> {
  const reset = `${limits.resetSeconds ?? 60}s`
  return {
    'x-ratelimit-limit-requests': String(limits.requests),
    'x-ratelimit-remaining-requests': String(Math.max(0, limits.requestsLeft ?? 0)),
    'x-ratelimit-reset-requests': reset,
    'x-ratelimit-limit-tokens': String(limits.tokens),
    'x-ratelimit-remaining-tokens': String(Math.max(0, limits.tokensLeft ?? 0)),
    'x-ratelimit-reset-tokens': reset,
  }
}
