import { ParleyError } from '@parley/shared/parley-error.ts'
import { ledgerClient } from './ledger-client.ts'
import { spendError } from './spend-error.ts'

/** What somebody is about to ask a model for. */
export type SpendRequest = {
  /** Proven: by a verified token, or by a row that says whose the run or the call is. */
  personId: string
  /** Left out: the organisation that the person works in. That they are a member is checked. */
  organizationId?: string | undefined
  source: 'gateway' | 'run' | 'call' | 'knowledge'
  kind?: 'chat' | 'embedding' | 'realtime' | 'transcription'
  /** Left out: the plan's. */
  model?: string | undefined
  /** The most that may go in. Text has no more tokens than bytes in UTF-8; about a quarter of that is usual. */
  estimatedInputTokens: number
  /** The limit that the answer is given. Left out: the model's. */
  maxOutputTokens?: number | undefined
  /** Answers asked for at once, each with that limit. */
  choices?: number | undefined
  images?: number | undefined
  estimatedAudioInputTokens?: number | undefined
  maxAudioOutputTokens?: number | undefined
  /** One request, one key. A hold that is there for it already is answered again (`existing`). */
  idempotencyKey?: string | undefined
  runId?: string | undefined
  callId?: string | undefined
  sessionId?: string | undefined
  agentId?: string | undefined
  /** The session of Auth that the person's token names: refused once they have signed out. */
  authSessionId?: string | undefined
  /** How long the answer can take at most; after that the hold is given back. Ten minutes where nothing is said. */
  holdSeconds?: number | undefined
}

/** What was put by, and what it allows. */
export type Hold = {
  holdId: string
  existing: boolean
  model: string
  /** Tell the provider: no answer must be longer. Null for what gives no tokens. */
  maxOutputTokens: number | null
  /** Where the model is asked for, in this order. */
  upstreams: string[]
  amountMicroUsd: number
  limits: {
    requests: number
    requestsLeft: number | null
    tokens: number
    tokensLeft: number | null
    resetSeconds: number | null
  }
}

/**
 * Puts by what a request may cost, before it is sent: plan, model, price, limits of a minute and budgets are checked in
 * one transaction. Every hold is settled (`settleSpend`) or given back (`releaseSpend`) by who has it.
 *
 * @throws {ParleyError} organization_not_found, session_ended, call_not_found, run_not_found, model_not_found, model_not_in_plan,
 *   model_without_price, model_kind_differs, request_too_large, requests_limit, tokens_limit, concurrent_requests_limit
 *   (these three with `details.retry_after_seconds`), budget_spent, member_budget_spent, free_budget_spent,
 *   idempotency_key_used
 * @example const { holdId, model } = await holdSpend({ personId, source: 'run', runId, estimatedInputTokens: 2_000 })
 */
export async function holdSpend(request: SpendRequest): Promise<Hold> {
  const { data, error } = await ledgerClient()
    .rpc('llm_admit', { p_request: toRow(request), p_estimate: toEstimate(request) })
    .single()
  if (error) throw spendError(error)
  if (!data) throw new ParleyError('internal_error', { cause: new Error('llm_admit returned no row') })
  return {
    holdId: data.hold_id,
    existing: data.existing,
    model: data.model,
    maxOutputTokens: data.max_output_tokens || null,
    upstreams: data.upstreams,
    amountMicroUsd: data.amount_micro_usd,
    limits: {
      requests: data.requests_limit,
      requestsLeft: data.requests_left,
      tokens: data.tokens_limit,
      tokensLeft: data.tokens_left,
      resetSeconds: data.reset_seconds,
    },
  }
}

function toRow(of: SpendRequest) {
  return {
    organization_id: of.organizationId ?? null,
    user_id: of.personId,
    source: of.source,
    kind: of.kind ?? 'chat',
    model: of.model ?? null,
    run_id: of.runId ?? null,
    call_id: of.callId ?? null,
    session_id: of.sessionId ?? null,
    agent_id: of.agentId ?? null,
    auth_session_id: of.authSessionId ?? null,
    idempotency_key: of.idempotencyKey ?? null,
    hold_seconds: of.holdSeconds ?? null,
  }
}

function toEstimate(of: SpendRequest) {
  return {
    input_tokens: Math.ceil(of.estimatedInputTokens),
    ...(of.maxOutputTokens === undefined ? {} : { output_tokens: of.maxOutputTokens }),
    ...(of.choices === undefined ? {} : { choices: of.choices }),
    ...(of.images === undefined ? {} : { images: of.images }),
    audio_input_tokens: of.estimatedAudioInputTokens ?? 0,
    audio_output_tokens: of.maxAudioOutputTokens ?? 0,
  }
}
