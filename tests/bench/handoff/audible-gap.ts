import type { Conversation } from './converse.ts'

/** A hand-off reaches from a little before the change to a little after it. */
const AROUND_MS = { before: 500, after: 2_000 }

/**
 * What a listener hears of one hand-off, in milliseconds: the silence that it put into an answer, or by how much it
 * delayed the answer to what was being said, beyond how long answers take without one (`usualMs`).
 */
export function audibleGap(conversation: Conversation, at: number, usualMs: number): number {
  const within = (time: number) => time > at - AROUND_MS.before && time < at + AROUND_MS.after
  const silences = conversation.gaps.filter((gap) => within(gap.at)).map(({ ms }) => ms)
  const delays = conversation.turns
    .filter(({ saidAt, latencyMs }) => within(saidAt) || (saidAt < at && saidAt + latencyMs > at))
    .map(({ latencyMs }) => latencyMs - usualMs)
  return Math.max(0, ...silences, ...delays)
}
