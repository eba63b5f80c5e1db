import { ParleyError } from '@parley/shared/parley-error.ts'
import { clientCallStart } from '@parley/shared/relay-events.ts'
import { openCall } from '../../_shared/open-call.ts'
import { verifyUser } from '../../_shared/verify-user.ts'
import { firstFrame } from './first-frame.ts'
import type { FrameInbox } from './frame-inbox.ts'
import { type Admission, redeemTicket } from './redeem-ticket.ts'

const CALL_START_WITHIN_MS = 10_000

/**
 * The way in without a ticket: the first event carries a session token. From there on it is the way of call-session,
 * as that user, and the same ticket is redeemed.
 *
 * @throws {ParleyError} call_start_timeout, call_start_expected, and what verifyUser, openCall and redeemTicket throw
 */
export async function awaitCallStart(inbox: FrameInbox): Promise<Admission> {
  const parsed = clientCallStart.safeParse(await firstFrame(inbox, CALL_START_WITHIN_MS, 'call_start_timeout'))
  if (!parsed.success) throw new ParleyError('call_start_expected', { details: { fields: fieldsOf(parsed.error) } })
  const { access_token, agent_id } = parsed.data
  const user = await verifyUser(access_token)
  const { ticket } = await openCall(user, { agent_id })
  return await redeemTicket(ticket)
}

function fieldsOf(error: { issues: { path: PropertyKey[]; keys?: string[] }[] }): string[] {
  return error.issues.flatMap(({ path, keys }) => keys ?? path.map(String).join('.')).slice(0, 20)
}
