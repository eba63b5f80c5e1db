import { z } from 'zod'
import type { ErrorBody } from './parley-error.ts'

/**
 * First event of a client that has no ticket. Identity comes from the token alone; every other field that could name
 * a person is refused. Answered by `relay.session`, or `relay.error` and a close.
 */
export const clientCallStart = z.strictObject({
  type: z.literal('client.call_start'),
  event_id: z.string().max(64).optional(),
  /** The caller's Supabase session token. */
  access_token: z.string().max(8192),
  agent_id: z.uuid().optional(),
})
export type ClientCallStart = z.infer<typeof clientCallStart>

/** Ends the call politely: the relay flushes the transcript, answers `relay.ended` and closes with 1000. */
export const clientCallEnd = z.strictObject({
  type: z.literal('client.call_end'),
  event_id: z.string().max(64).optional(),
})
export type ClientCallEnd = z.infer<typeof clientCallEnd>

/** What the relay adds to the Realtime API's server events. Stock clients ignore these types. */
export type RelayEvent =
  /** The call is admitted and the provider's session stands. */
  | { type: 'relay.session'; call_id: string; segment: number; agent: { id: string; name: string } }
  /** Nothing to answer: keeps the way open while both sides are silent, and finds out when it is not. */
  | { type: 'relay.heartbeat' }
  /** Rows were written: the item ids that `messages` now holds. */
  | { type: 'relay.persisted'; item_ids: string[] }
  /** Something failed. `fatal`: the relay closes the socket right after. */
  | { type: 'relay.error'; error: ErrorBody; fatal: boolean; event_id?: string }
  /** The call is over and everything that was said is stored. */
  | { type: 'relay.ended'; call_id: string; reason: CallEndReason }

/** Why a call ended, as in `calls.end_reason`. */
export const CALL_END_REASONS = [
  'hangup',
  'disconnected',
  'provider_closed',
  'provider_session_expired',
  'error',
  'stale',
] as const
export type CallEndReason = (typeof CALL_END_REASONS)[number]
