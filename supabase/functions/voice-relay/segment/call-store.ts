import type { CallEndReason } from '@parley/shared/relay-events.ts'
import { adminClient } from '../../_shared/admin-client.ts'
import { log } from '../../_shared/log.ts'
import { toParleyError } from '../../_shared/to-parley-error.ts'
import type { Admission } from '../admission/redeem-ticket.ts'
import type { SessionTurn } from '../resume/session-turn.ts'
import type { StoredRow } from '../transcript/transcript-row.ts'
import type { AppendResult, Batch } from '../transcript/transcript-writer.ts'

const TIMEOUT_MS = 8000
const END_ATTEMPTS = 3

/** SQLSTATE classes, and the raise of our own functions, that say that the data is wrong, not that the moment is. */
const REFUSED = /^(PT4|22|23|P0)/

/** What a segment starts from that goes on with a call. */
export type TakenOver = {
  /** Everything before it in the microphone's stream is part of stored turns. */
  audioMs: number
  nextPosition: number
  /** An answer that was being made when its worker went; it has become an interrupted row. */
  formingItemId: string | null
  /** When the segment before had taken the call over, ISO 8601; null for the first. */
  previousTakenAt: string | null
}

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

  get callId(): string {
    return this.#admission.callId
  }

  /** Stores a batch if this segment is still the call's live one. */
  async append({ rows, audioMs, forming }: Batch): Promise<AppendResult> {
    const { callId, userId, segmentId } = this.#admission
    const { error, status } = await this.#client
      .rpc('append_messages', {
        p_call_id: callId,
        p_owner: userId,
        p_items: rows,
        p_segment_id: segmentId,
        ...(audioMs === null ? {} : { p_audio_ms: audioMs }),
        ...(forming === null ? {} : { p_forming: forming }),
      })
      .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
    if (!error) return { outcome: 'stored' }
    if (error.message === 'segment_superseded') return { outcome: 'superseded' }
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

  /** The transcript so far, in order, and when it was read (database time; null: it is empty). */
  async history(): Promise<{ rows: StoredRow[]; readAt: string | null }> {
    const { segmentId, userId } = this.#admission
    const { data, error } = await this.#client
      .rpc('call_history', { p_segment_id: segmentId, p_owner: userId })
      .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
    if (error) throw toParleyError(error)
    return { rows: data as unknown as StoredRow[], readAt: data.at(-1)?.read_at ?? null }
  }

  /**
   * What was said in the conversation that the call goes on with, the call included: the last 40 turns. Nothing where it
   * goes on with none, and where that cannot be read: a call without its past is better than none.
   */
  async sessionHistory(): Promise<SessionTurn[]> {
    const { chatSessionId, userId, callId } = this.#admission
    if (chatSessionId === null) return []
    const { data, error } = await this.#client
      .schema('ai')
      .rpc('chat_history', { p_session_id: chatSessionId, p_owner: userId })
      .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
    if (error) log('error', 'session_history_unavailable', { call_id: callId, cause: error.message })
    return (data ?? []) as unknown as SessionTurn[]
  }

  /**
   * Makes this segment the call's live one. From then on the database refuses what the one before writes. `since`: the
   * rows that were written from then on come with it.
   *
   * @throws {ParleyError} call_ended, segment_superseded
   */
  async takeOver(since?: string): Promise<{ start: TakenOver; rows: StoredRow[] }> {
    const { segmentId, userId } = this.#admission
    const { data, error } = await this.#client
      .rpc('take_over_call_segment', {
        p_segment_id: segmentId,
        p_owner: userId,
        ...(since === undefined ? {} : { p_since: since }),
      })
      .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
      .single()
    if (error) throw toParleyError(error)
    return { start: takenOver(data), rows: data.history as unknown as StoredRow[] }
  }

  /** Ends the segment and the call. False when the database could not be told: the call then goes stale by itself. */
  end(reason: CallEndReason): Promise<boolean> {
    return this.#endSegment(reason, true)
  }

  /** Ends the segment alone: the call goes on elsewhere, or may yet. */
  letGo(reason: 'handed_over' | 'disconnected' | 'unused'): Promise<boolean> {
    return this.#endSegment(reason, false)
  }

  async #endSegment(reason: string, endCall: boolean): Promise<boolean> {
    const { segmentId, userId } = this.#admission
    for (let attempt = 0; attempt < END_ATTEMPTS; attempt += 1) {
      const { error } = await this.#client
        .rpc('end_call_segment', {
          p_segment_id: segmentId,
          p_owner: userId,
          p_reason: reason,
          p_end_call: endCall,
        })
        .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
      if (!error) return true
      await new Promise((resolve) => setTimeout(resolve, 300 * 2 ** attempt))
    }
    return false
  }
}

/** What taking over answers, as the relay calls it. */
export function takenOver(row: {
  audio_ms: number
  next_position: number
  forming_item_id: string | null
  previous_taken_at: string | null
}): TakenOver {
  return {
    audioMs: row.audio_ms,
    nextPosition: row.next_position,
    formingItemId: row.forming_item_id,
    previousTakenAt: row.previous_taken_at,
  }
}
