import type { Admission } from '../admission/redeem-ticket.ts'
import type { Reconciled } from '../resume/reconcile-heard.ts'
import type { TakenOver } from '../segment/call-store.ts'
import { announceTurns } from './announce-turns.ts'
import type { CallClient } from './call-client.ts'

/** Turns that a client is told of when it goes on with a call: it may have missed the latest. */
const ANNOUNCED_ROWS = 6
const LISTED_ROWS = 20

type Presented = {
  admission: Admission
  start: TakenOver
  /** Null for a call that begins. */
  resumed: Reconciled | null
  /** The provider's frames about its session, which came before. */
  early: readonly string[]
}

/** Tells the client that this segment has the call, and what of the call it has. */
export function presentSegment(client: CallClient, { admission, start, resumed, early }: Presented): void {
  const { callId, segment, agent } = admission
  const rows = resumed?.rows ?? []
  const items = rows.slice(-LISTED_ROWS).map(({ item_id, status, heard_ms }) => ({ item_id, status, heard_ms }))
  client.tell({
    type: 'relay.session',
    call_id: callId,
    segment,
    agent: { id: agent.id, name: agent.name },
    resumed: resumed === null ? null : { audio_ms: start.audioMs, items },
  })
  for (const frame of early) client.send(frame)
  for (const event of announceTurns(rows.slice(-ANNOUNCED_ROWS))) client.send(JSON.stringify(event))
}
