import type { CallEndReason } from '@parley/shared/relay-events.ts'
import { adminClient } from '../_shared/admin-client.ts'
import type { Admission } from './redeem-ticket.ts'
import type { TranscriptRow } from './transcript-row.ts'
import type { AppendResult } from './transcript-writer.ts'

const TIMEOUT_MS = 8000
const END_ATTEMPTS = 3

/** SQLSTATE classes, and the raise of our own functions, that say that the data is wrong, not that the moment is. */
const REFUSED = /^(PT4|22|23|P0)/

/**
 * What the relay asks of the database for one call. It goes through SQL functions that check the owner again, because
 * the secret key passes row level security.
 */
export class CallStore {
  #admission: Admission
  #client = adminClient()

  constructor(admission: Admission) {
    this.#admission = admission
  }

  async append(rows: TranscriptRow[]): Promise<AppendResult> {
    const { callId, userId } = this.#admission
    const { error, status } = await this.#client
      .rpc('append_messages', { p_call_id: callId, p_owner: userId, p_items: rows })
      .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
    if (!error) return { outcome: 'stored' }
    const refused = status >= 400 && status < 500 && REFUSED.test(error.code ?? '')
    return { outcome: refused ? 'refused' : 'failed', reason: `${status} ${error.code ?? ''}`.trim() }
  }

  /** A sign of life. False: the call ended or moved on to another worker. Null: the database did not say. */
  async touch(): Promise<boolean | null> {
    const { data, error } = await this.#client
      .rpc('touch_call_segment', { p_segment_id: this.#admission.segmentId })
      .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
    return error ? null : data
  }

  /** Ends the segment and the call. False when the database could not be told: the call then goes stale by itself. */
  async end(reason: CallEndReason): Promise<boolean> {
    const { segmentId, userId } = this.#admission
    for (let attempt = 0; attempt < END_ATTEMPTS; attempt += 1) {
      const { error } = await this.#client
        .rpc('end_call_segment', { p_segment_id: segmentId, p_owner: userId, p_reason: reason })
        .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
      if (!error) return true
      await new Promise((resolve) => setTimeout(resolve, 300 * 2 ** attempt))
    }
    return false
  }
}
