import type { CallEndReason, DrainReason } from '@parley/shared/relay-events'
import type { CallError } from './call-error.ts'
import type { CallState } from './call-state.ts'
import type { ServerEvent } from './server-event.ts'
import type { Turn } from './turn-draft.ts'

/** What is going on in a live call, for one line of text on a screen. */
export type CallActivity = 'listening' | 'hearing' | 'thinking' | 'speaking'

/** How a call is connected. `handing-over` is nothing that a page need show. */
export type ConnectionStatus = {
  status: 'steady' | 'handing-over' | 'reconnecting'
  /** Milliseconds since the epoch. */
  since: number
  /** How many connections were tried in vain since then. */
  attempt: number
  /** Milliseconds of the microphone's audio that are kept for the next worker. */
  keptMs: number
}

/** How a call came from one worker to the next. */
export type HandedOver = {
  /** The segment that has the call now. */
  segment: number
  /** The worker was left in order, and nothing was ever without one. */
  planned: boolean
  /** Why; `lost`: the connection broke. */
  reason: DrainReason | 'lost'
  /** Milliseconds from the last frame to the worker before to the first one to this. */
  gapMs: number
  /** Milliseconds of audio that were sent again, or had waited. */
  replayedMs: number
  /** Milliseconds of audio that nobody has: more had gathered than is kept. 0 unless it took minutes. */
  lostMs: number
}

/** What a `VoiceCall` tells its page. */
export type CallEvents = {
  state: CallState
  /** The call was admitted: its id in `calls`, and who answered. */
  session: { callId: string; agent: { id: string; name: string } }
  /** Turns of both sides in conversation order; the same objects where nothing changed. */
  transcript: readonly Turn[]
  activity: CallActivity
  /** When it changes, and every second until it is steady again. */
  connection: ConnectionStatus
  'handed-over': HandedOver
  /** Rows of the transcript that the server could not store, as it had them: offer them to the person. */
  unstored: { items: readonly unknown[] }
  /** RMS of a twentieth of a second, 0–1. `input` is the caller. */
  level: { side: 'input' | 'output'; rms: number }
  muted: boolean
  /** Whether audio goes up: false in a call by text, or after the device went away. */
  microphone: boolean
  /** The browser waits for a gesture before it plays: call `resumeAudio()` from a click. */
  'playback-blocked': boolean
  /** Something failed. `fatal`: the call is over. */
  error: { error: CallError; fatal: boolean }
  ended: { reason: CallEndReason | null }
  /** Every event as it came, for what this package does not know. */
  event: ServerEvent
}
