import type { Brain } from '../brain/brain.ts'
import type { Recognizer } from '../speech/recognizer.ts'
import type { Speaker } from '../speech/speaker.ts'
import type { TurnDetector } from '../speech/turn-detector.ts'

/** What a session hears, thinks and speaks with: the real parts, or scripted ones. */
export type Engines = {
  recognizer: Recognizer
  speak: Speaker
  think: Brain
  createTurnDetector(): TurnDetector
  /** How much later than recognition its events are sent, in milliseconds; default 0. Answers do not wait for that. */
  transcriptDelayMs?(transcript: string): number
}
