import { msToSamples, samplesToMs } from '../realtime/audio-time.ts'
import type { SpeechEdge, TurnDetector } from '../speech/turn-detector.ts'

/** Finds turns by loudness, by the time of the audio alone: any sample is speech, and so much silence ends it. */
export class StampedTurnDetector implements TurnDetector {
  readonly #silence: number
  #written = 0
  /** End of the last sound. */
  #soundEnd = 0
  #speaking = false

  /** `silenceMs` of zeros end a turn. */
  constructor(silenceMs: number) {
    this.#silence = msToSamples(silenceMs)
  }

  push(samples: Int16Array): SpeechEdge[] {
    const edges: SpeechEdge[] = []
    for (let index = 0; index < samples.length; index++) {
      if (samples[index] !== 0) this.#sound(this.#written + index, edges)
      else if (this.#speaking) this.#quiet(this.#written + index + 1, edges)
    }
    this.#written += samples.length
    return edges
  }

  reset(): void {
    this.#speaking = false
  }

  /** The script alone decides on silence, so that a turn ends alike whatever a session asks for. */
  configure(): void {}

  dispose(): void {}

  #sound(position: number, edges: SpeechEdge[]): void {
    if (!this.#speaking) edges.push({ kind: 'started', atMs: samplesToMs(position) })
    this.#speaking = true
    this.#soundEnd = position + 1
  }

  #quiet(position: number, edges: SpeechEdge[]): void {
    if (position - this.#soundEnd < this.#silence) return
    this.#speaking = false
    edges.push({ kind: 'stopped', atMs: samplesToMs(position) })
  }
}
