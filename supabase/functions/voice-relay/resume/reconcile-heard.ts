import type { HeardAnswer } from '@parley/shared/relay-events.ts'
import { AssistantTurn } from '../transcript/assistant-turn.ts'
import type { StoredRow } from '../transcript/transcript-row.ts'

/** What became of the answers that were under way when a call changed its worker. */
export type Reconciled = {
  /** The transcript as the listener knows it. */
  rows: StoredRow[]
  /** Rows of it that have to be stored: cut, or, with an empty text, taken back. */
  changed: StoredRow[]
  /** The last turn, when the change broke it off: what was said of it, and the rest where that is known. */
  brokenOff: { said: string; rest: string } | null
}

type Held = {
  /** The client's last answers, oldest first; null when it has just joined and knows none. */
  heard: readonly HeardAnswer[] | null
  /** The answer that was being made when its worker went. */
  formingItemId: string | null
  /** The rows from this index on are of the segment before. */
  newFrom: number
}

/** Counted apart on both sides, the last fraction of an answer may differ by rounding. */
const ROUNDING_MS = 20

/**
 * Holds the stored answers against what the client has received of them. What is newer than all that it knows has not
 * reached it, and is taken back; when it knows none, that is what the segment before has stored. An answer that the caller interrupted is over; one that the change of workers
 * broke off is to go on.
 */
export function reconcileHeard(rows: readonly StoredRow[], held: Held): Reconciled {
  const known = held.heard === null ? null : new Map(held.heard.map((answer) => [answer.item_id, answer]))
  const unseenFrom = Math.max(held.newFrom, rows.findLastIndex((row) => known?.has(row.item_id)) + 1)
  const reconciled: Reconciled = { rows: [], changed: [], brokenOff: null }
  for (const [index, row] of rows.entries()) {
    const answer = known?.get(row.item_id)
    const unseen = known !== null && answer === undefined && index >= unseenFrom
    const now = row.role === 'assistant' && (answer !== undefined || unseen) ? cut(row, answer) : row
    if (now !== row) reconciled.changed.push(now)
    if (now !== row && now.text === '') continue
    reconciled.rows.push(now)
    const broken = row.role === 'assistant' && isBrokenOff(now, answer, held)
    reconciled.brokenOff = broken ? { said: now.text, rest: row === now ? '' : restOf(row, now, held) } : null
  }
  return reconciled
}

/** An interrupted answer that the caller did not interrupt. */
function isBrokenOff(now: StoredRow, answer: HeardAnswer | undefined, held: Held): boolean {
  if (answer === undefined) return now.item_id === held.formingItemId
  return now.status === 'interrupted' && answer.cut !== true
}

/** The answer up to where the client has it. A written one, which came whole, is there or not. */
function cut(row: StoredRow, answer: HeardAnswer | undefined): StoredRow {
  if (row.source !== 'voice') return answer === undefined ? { ...row, text: '', status: 'interrupted' } : row
  const turn = AssistantTurn.restore(row)
  const heardMs = answer?.audio_ms ?? 0
  if (heardMs >= (row.heard_ms ?? turn.heard.audioMs) - ROUNDING_MS) return row
  return { ...row, text: turn.heard.until(heardMs).trim(), status: 'interrupted', heard_ms: heardMs }
}

/** What remains to be said, when the whole answer is stored. Of one that was still being made nobody knows. */
function restOf(row: StoredRow, now: StoredRow, held: Held): string {
  return row.item_id === held.formingItemId ? '' : row.text.slice(now.text.length).trim()
}
