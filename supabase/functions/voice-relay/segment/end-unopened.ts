import type { ParleyError } from '@parley/shared/parley-error.ts'
import type { CallEndReason } from '@parley/shared/relay-events.ts'
import { log } from '../../_shared/log.ts'
import type { Admission } from '../admission/redeem-ticket.ts'
import type { CallClient } from '../client/call-client.ts'
import { CLOSE_NORMAL, closeCode } from '../client/close-code.ts'
import type { CallStore } from './call-store.ts'

type Parts = { admission: Admission; client: CallClient; store: CallStore }

/** The end of a segment that never had the call, which goes on without it, or of a call that never began. */
export async function endUnopened({ admission, client, store }: Parts, reason: CallEndReason, error?: ParleyError) {
  const { callId, standby } = admission
  if (error !== undefined) client.fail(error, true)
  await (standby ? store.letGo('unused') : store.end(reason))
  log('info', standby ? 'standby_ended' : 'call_ended', { call_id: callId, reason, code: error?.code })
  if (!standby) client.tell({ type: 'relay.ended', call_id: callId, reason })
  client.close(error === undefined ? CLOSE_NORMAL : closeCode(error.code), error?.code ?? reason)
}
