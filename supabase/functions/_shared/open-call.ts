import type { CallSessionRequest } from '@parley/shared/call-session.ts'
import { ParleyError } from '@parley/shared/parley-error.ts'
import { randomToken } from './random-token.ts'
import { sha256Hex } from './sha256-hex.ts'
import { toParleyError } from './to-parley-error.ts'
import { userClient } from './user-client.ts'
import type { User } from './verify-user.ts'

/** An admitted call, and the ticket that opens the relay for it. */
export type OpenedCall = { callId: string; ticket: string; expiresAt: string }

/**
 * Opens a call as the user: plan, concurrency and agent are checked by the database in one transaction. The ticket is
 * made here and only its hash is handed over, so the database cannot leak one.
 *
 * @throws {ParleyError} agent_not_found, model_not_in_plan, voice_not_in_plan, live_calls_limit, call_minutes_limit,
 *   session_not_found, call_not_found, call_ended, call_busy, segment_superseded
 */
export async function openCall(user: User, request: CallSessionRequest): Promise<OpenedCall> {
  const ticket = randomToken()
  const client = userClient(user)
  const { data, error } = await client
    .rpc('open_call', {
      p_token_hash: await sha256Hex(ticket),
      ...(request.agent_id === undefined ? {} : { p_agent_id: request.agent_id }),
      ...(request.call_id === undefined ? {} : { p_call_id: request.call_id }),
      ...(request.from_segment === undefined ? {} : { p_from_segment: request.from_segment }),
      ...(request.take_over === undefined ? {} : { p_take_over: request.take_over }),
      ...(request.draft === undefined ? {} : { p_draft: request.draft }),
      ...(request.chat_session_id === undefined ? {} : { p_chat_session_id: request.chat_session_id }),
    })
    .single()
  if (error) throw await refused(client, toParleyError(error))
  if (!data) throw new ParleyError('internal_error', { cause: new Error('open_call returned no row') })
  return { callId: data.call_id, ticket, expiresAt: data.expires_at }
}

/** What a refused call changed is undone with it, so a call that was found stale is closed in a request of its own. */
async function refused(client: ReturnType<typeof userClient>, error: ParleyError): Promise<ParleyError> {
  if (error.code === 'call_ended') await client.rpc('close_stale_calls')
  return error
}
