import type { ClientAudioStart, ClientCallEnd, ClientHandOver, ClientTakeOver } from '@parley/shared/relay-events'
import type {
  ConversationItemCreateEvent,
  ConversationItemTruncateEvent,
  InputAudioBufferAppendEvent,
  ResponseCancelEvent,
  ResponseCreateEvent,
} from 'openai/resources/realtime/realtime'

/** What this client sends; a subset of what the relay allows. */
export type ClientEvent =
  | InputAudioBufferAppendEvent
  | ConversationItemCreateEvent
  | ConversationItemTruncateEvent
  | ResponseCreateEvent
  | ResponseCancelEvent
  | ClientAudioStart
  | ClientHandOver
  | ClientTakeOver
  | ClientCallEnd
