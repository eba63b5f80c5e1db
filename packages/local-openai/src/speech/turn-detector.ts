import type { RealtimeAudioInputTurnDetection } from 'openai/resources/realtime/realtime'

/** Where speech begins or ends, in milliseconds of the audio pushed so far. */
export type SpeechEdge = { kind: 'started' | 'stopped'; atMs: number }

/**
 * Finds turns in a stream of 16-bit samples at 24 kHz. `started` names the first voiced moment, without padding;
 * `stopped` the moment at which the silence had lasted long enough.
 */
export type TurnDetector = {
  push(samples: Int16Array): SpeechEdge[]
  /** Forgets a turn that is under way, but not the time. */
  reset(): void
  /** Takes effect with the next sample. */
  configure(settings: RealtimeAudioInputTurnDetection): void
  /** Gives back what it holds. */
  dispose(): void
}
