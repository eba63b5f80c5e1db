import { samplesToMs } from '../realtime/audio-time.ts'
import type { SpeechEdge, TurnDetector } from '../speech/turn-detector.ts'
import type { ScriptedTurn } from './script.ts'

/** Finds a script's turns by counting audio, whatever it sounds like. After the last turn it hears silence. */
export class ScriptedTurnDetector implements TurnDetector {
  readonly #turns: ScriptedTurn[]
  #next = 0
  #written = 0
  /** Where the turn before ended. */
  #originMs = 0
  #speaking = false

  constructor(turns: ScriptedTurn[]) {
    this.#turns = turns
  }

  push(samples: Int16Array): SpeechEdge[] {
    this.#written += samples.length
    const edges: SpeechEdge[] = []
    for (let edge = this.#edge(); edge !== undefined; edge = this.#edge()) edges.push(edge)
    return edges
  }

  reset(): void {
    if (this.#speaking) this.#endTurn(samplesToMs(this.#written))
  }

  configure(): void {}

  dispose(): void {}

  #edge(): SpeechEdge | undefined {
    const turn = this.#turns[this.#next]
    if (turn === undefined) return undefined
    const startMs = this.#originMs + (turn.afterMs ?? 0)
    const atMs = this.#speaking ? startMs + (turn.lengthMs ?? 1000) : startMs
    if (samplesToMs(this.#written) <= atMs) return undefined
    if (this.#speaking) {
      this.#endTurn(atMs)
      return { kind: 'stopped', atMs }
    }
    this.#speaking = true
    return { kind: 'started', atMs }
  }

  #endTurn(atMs: number): void {
    this.#speaking = false
    this.#originMs = atMs
    this.#next += 1
  }
}
