import type { CallEndReason } from '@parley/shared/relay-events'
import type { CallError } from './call-error.ts'
import type { CallState } from './call-state.ts'
import type { ServerEvent } from './server-event.ts'
import type { Turn } from './turn-draft.ts'

/** What is going on in a live call, for one line of text on a screen. */
export type CallActivity = 'listening' | 'hearing' | 'thinking' | 'speaking'

/** What a `VoiceCall` tells its page. */
export type CallEvents = {
  state: CallState
  /** The call was admitted: its id in `calls`, and who answered. */
  session: { callId: string; agent: { id: string; name: string } }
  /** Turns of both sides in conversation order; the same objects where nothing changed. */
  transcript: readonly Turn[]
  activity: CallActivity
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
