import type { CallEvents as KnownEvents } from '@parley/client/call-events'
import type { CallState as KnownState } from '@parley/client/call-state'
import type { VoiceCall, VoiceCallOptions } from '@parley/client/voice-call'

// What packages/client tells about hand-offs, until it does.

export type CallState = KnownState | 'reconnecting'

export type CallConnection = {
  status: 'steady' | 'handing-over' | 'reconnecting'
  /** Milliseconds since the epoch. */
  since: number
  attempt: number
  /** Microphone audio that is being kept. */
  keptMs: number
}

export type UnstoredItem = { item_id: string; role: string; text: string; [field: string]: unknown }

export type CallEvents = Omit<KnownEvents, 'state'> & {
  state: CallState
  connection: CallConnection
  unstored: { items: UnstoredItem[] }
}

export type CallOptions = VoiceCallOptions & { callId?: string; takeOver?: boolean }

export type Listening = Omit<VoiceCall, 'on'> & {
  on<Name extends keyof CallEvents>(name: Name, listener: (payload: CallEvents[Name]) => void): () => void
}
