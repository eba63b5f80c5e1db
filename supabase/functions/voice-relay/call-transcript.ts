import { ParleyError } from '@parley/shared/parley-error.ts'
import { log } from '../_shared/log.ts'
import type { CallClient } from './call-client.ts'
import type { CallStore } from './call-store.ts'
import type { Admission } from './redeem-ticket.ts'
import { Transcript } from './transcript.ts'
import { TranscriptWriter } from './transcript-writer.ts'

/** A call's transcript on its way into the database, with its client told about every step. */
export function callTranscript(admission: Admission, store: CallStore, client: CallClient) {
  const writer = new TranscriptWriter({
    append: (rows) => store.append(rows),
    onStored: (itemIds) => client.tell({ type: 'relay.persisted', item_ids: itemIds }),
    onDelayed: () => {
      log('warn', 'transcript_delayed', { call_id: admission.callId })
      client.fail(new ParleyError('transcript_delayed'), false)
    },
    onRefused: (items, reason) => {
      log('error', 'transcript_refused', { call_id: admission.callId, items: items.length, reason })
      client.fail(new ParleyError('transcript_refused', { details: { items } }), false)
    },
  })
  const transcript = new Transcript({ nextPosition: admission.nextPosition, write: (row) => writer.push(row) })
  return { transcript, writer }
}
