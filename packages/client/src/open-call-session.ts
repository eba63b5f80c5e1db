import { type CallSessionRequest, type CallSessionResponse, callSessionResponse } from '@parley/shared/call-session'
import type { SupabaseClient } from '@supabase/supabase-js'
import { CallError } from './call-error.ts'

const TIMEOUT_MS = 15_000
/** supabase-js's name for a session that could not be refreshed because nobody answered. */
const OFFLINE_ERROR = 'AuthRetryableFetchError'

/**
 * Asks `call-session` for a call and its one-time ticket, as the signed-in user.
 *
 * @throws CallError with the function's code, or `not_authenticated`, `network_unreachable`, `connection_refused`
 */
export async function openCallSession(
  supabase: Pick<SupabaseClient, 'auth' | 'functions'>,
  request: CallSessionRequest,
): Promise<CallSessionResponse> {
  const { data: auth, error: offline } = await supabase.auth.getSession()
  if (offline?.name === OFFLINE_ERROR) throw new CallError('network_unreachable', { cause: offline })
  if (!auth.session) throw new CallError('not_authenticated')
  const { data, error } = await supabase.functions.invoke('call-session', { body: request, timeout: TIMEOUT_MS })
  if (error) throw await callSessionError(error)
  const parsed = callSessionResponse.safeParse(data)
  if (!parsed.success) throw new CallError('connection_refused', { cause: parsed.error })
  return parsed.data
}

/** supabase-js hands the answer of a refused request over as `context`. */
async function callSessionError(error: unknown): Promise<CallError> {
  const { context } = error as { context?: Partial<Pick<Response, 'json'>> }
  // Not by `instanceof`: a host may have put another class in the place of the global Response.
  if (typeof context?.json !== 'function') return new CallError('network_unreachable', { cause: error })
  const body: unknown = await context.json().catch(() => undefined)
  const inner = (body as { error?: unknown } | undefined)?.error ?? body
  const answered = typeof (inner as { code?: unknown } | undefined)?.code === 'string'
  return answered ? CallError.fromBody(inner) : new CallError('connection_refused', { cause: error })
}
