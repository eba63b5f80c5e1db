import type { CallSessionRequest, CallSessionResponse } from '@parley/shared/call-session.ts'
import { openCall } from '../_shared/open-call.ts'
import type { User } from '../_shared/verify-user.ts'
import { relayUrl } from './relay-url.ts'

/** Admits a call, or a further segment of one, and answers where and with which ticket to open the relay. */
export async function openCallSession(input: { user: User; body: CallSessionRequest }): Promise<CallSessionResponse> {
  const url = relayUrl()
  const { callId, ticket, expiresAt } = await openCall(input.user, input.body)
  return { call_id: callId, ticket, url, expires_at: expiresAt }
}
