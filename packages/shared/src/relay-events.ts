import { z } from 'zod'
import type { ErrorBody } from './parley-error.ts'

/** A client's own name for an event, which an error about it repeats. */
const eventId = z.string().max(64).optional()

/**
 * First event of a client that has no ticket. Identity comes from the token alone; every other field that could name
 * a person is refused. Answered by `relay.session`, or `relay.error` and a close.
 */
export const clientCallStart = z.strictObject({
  type: z.literal('client.call_start'),
  event_id: eventId,
  /** The caller's Supabase session token. */
  access_token: z.string().max(8192),
  agent_id: z.uuid().optional(),
})
export type ClientCallStart = z.infer<typeof clientCallStart>

/** Ends the call politely: the relay flushes the transcript, answers `relay.ended` and closes with 1000. */
export const clientCallEnd = z.strictObject({
  type: z.literal('client.call_end'),
  event_id: eventId,
})
export type ClientCallEnd = z.infer<typeof clientCallEnd>

/**
 * Where in the microphone's stream the frames that follow begin, in milliseconds since the call's first frame. Sent
 * before the first frame of every segment. It also says that the client can move to another worker: who never sends it
 * (a stock client) is never left waiting for that.
 */
export const clientAudioStart = z.strictObject({
  type: z.literal('client.audio_start'),
  event_id: eventId,
  audio_ms: z.int().min(0),
})
export type ClientAudioStart = z.infer<typeof clientAudioStart>

/** To the worker that is left: take no more audio, store what is finished, let the segment go, say `relay.handed_over`. */
export const clientHandOver = z.strictObject({
  type: z.literal('client.hand_over'),
  event_id: eventId,
})
export type ClientHandOver = z.infer<typeof clientHandOver>

/** How much of an answer's audio a client has: it plays on without its worker. */
export const heardAnswer = z.strictObject({
  item_id: z.string().max(64),
  /** Milliseconds of its audio that came; with `cut`, that were played. */
  audio_ms: z.int().min(0),
  /** The caller interrupted it, so nobody wants to hear the rest. */
  cut: z.boolean().optional(),
})
export type HeardAnswer = z.infer<typeof heardAnswer>

/**
 * To the worker that takes the call over, after `relay.standby` or at once: from now on this segment is the live one.
 * Answered by `relay.session`.
 */
export const clientTakeOver = z.strictObject({
  type: z.literal('client.take_over'),
  event_id: eventId,
  /** The last answers that the client knows, oldest first. What is newer in the transcript has not reached it. */
  heard: z.array(heardAnswer).max(8),
})
export type ClientTakeOver = z.infer<typeof clientTakeOver>

/** A turn of the transcript as the database has it when a segment takes over. */
export type ResumedItem = {
  item_id: string
  status: 'failed' | 'completed' | 'interrupted'
  /** Where an interrupted answer ends for the listener; audio beyond it must not be played. */
  heard_ms: number | null
}

/** Why a worker wants to be left. */
export const DRAIN_REASONS = ['wall_clock', 'cpu', 'provider_expiry', 'provider_lost', 'shutdown'] as const
export type DrainReason = (typeof DRAIN_REASONS)[number]

/** What the relay adds to the Realtime API's server events. Stock clients ignore these types. */
export type RelayEvent =
  /** This worker could take the call over: provider reached, conversation rebuilt. It waits for `client.take_over`. */
  | { type: 'relay.standby'; call_id: string; segment: number }
  /** This segment is the call's live one, and the provider's session stands. `resumed`: it goes on with a call. */
  | {
      type: 'relay.session'
      call_id: string
      segment: number
      agent: { id: string; name: string }
      resumed: {
        /** Everything before it in the microphone's stream is part of stored turns: replay from here. */
        audio_ms: number
        /** The last turns, in order. A turn that the client has and that is not among them, nor stored, never was. */
        items: ResumedItem[]
      } | null
    }
  /** This worker will go: open the next segment, hand over at a good moment, at the latest in `deadline_ms`. */
  | { type: 'relay.draining'; reason: DrainReason; deadline_ms: number }
  /** The segment is let go and what was finished is stored. The next one may take over. The relay closes. */
  | { type: 'relay.handed_over'; call_id: string; audio_ms: number }
  /**
   * Every 3 s; nothing to answer. `audio_ms`: what came of the microphone's stream before it is not needed again,
   * being silence or part of stored turns.
   */
  | { type: 'relay.heartbeat'; audio_ms: number }
  /** Rows were written: the item ids that `messages` now holds. `audio_ms` as in `relay.heartbeat`. */
  | { type: 'relay.persisted'; item_ids: string[]; audio_ms: number }
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
