import type { Conversation } from './conversation.ts'
import type { Engines } from './engines.ts'
import type { ServerEvent } from './server-event.ts'
import type { SessionConfig } from './session-config.ts'
import type { UsageMeter } from './usage-meter.ts'

/** How fast and in what pieces generated audio leaves. */
export type Pace = {
  /** Times real time; OpenAI sends faster than one can listen. */
  speedup: number
  /** Length of an audio delta. */
  chunkMs: number
}

/** What the parts of one session share. */
export type SessionContext = {
  config: SessionConfig
  readonly conversation: Conversation
  readonly conversationId: string
  readonly engines: Engines
  readonly usage: UsageMeter
  readonly pace: Pace
  send(event: ServerEvent): void
  log(message: string): void
}
