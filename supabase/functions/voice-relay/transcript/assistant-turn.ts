import { HeardText } from '@parley/shared/heard-text.ts'
import type { StoredRow, TurnRow } from './transcript-row.ts'

/** An answer of the agent: its text, how much of its audio came, and how much of that the listener heard. */
export class AssistantTurn {
  readonly heard: HeardText
  #done = false
  #cutAtMs: number | null = null
  #cut = false
  #truncated = false
  #stored = false
  /** Of an earlier segment: while nothing changes, its row stands. */
  #restored = false
  #changed = true
  #startedAt: number | null = null
  #latencyMs: number | null = null

  /** When the listener is taken to start hearing it, in epoch milliseconds; null before its first audio. */
  playbackStart: number | null = null

  /** An answer of an earlier segment: whole, or cut already. */
  static restore(row: StoredRow): AssistantTurn {
    const turn = new AssistantTurn(HeardText.restore(row.text, row.marks ?? []))
    turn.#done = true
    turn.#cut = row.status === 'interrupted'
    turn.#truncated = turn.#cut
    turn.#cutAtMs = row.heard_ms
    turn.#stored = true
    turn.#restored = true
    turn.#changed = false
    return turn
  }

  constructor(heard = new HeardText()) {
    this.heard = heard
  }

  get audible(): boolean {
    return this.heard.audioMs > 0
  }

  get settled(): boolean {
    return this.#done || this.#cut
  }

  get wasCut(): boolean {
    return this.#cut
  }

  /** Whether it was spoken in this segment, so that its playback can be reckoned. */
  get isOfThisSegment(): boolean {
    return !this.#restored
  }

  /** Its first audio, at `now`; `speechEndedAt` is when the caller had finished, if that is what it answers. */
  started(now: number, speechEndedAt: number | null): void {
    this.#startedAt = now
    this.#latencyMs = speechEndedAt === null ? null : Math.max(0, Math.round(now - speechEndedAt))
  }

  finish(): void {
    this.#done = true
  }

  /** The listener is taken to have stopped hearing after `ms` of audio. A text answer is cut where its text ends. */
  cutAt(ms: number): void {
    this.#cut = true
    this.#changed = true
    if (this.audible && !this.#truncated) this.#cutAtMs = Math.round(Math.max(0, Math.min(ms, this.heard.audioMs)))
  }

  /** The listener's own word on where they stopped hearing: it replaces guesses, and only a shorter one replaces it. */
  truncate(ms: number): void {
    if (!this.#truncated || ms < (this.#cutAtMs ?? 0)) {
      this.#truncated = false
      this.cutAt(ms)
    }
    this.#truncated = true
  }

  /** Where it was cut by guess alone, all of its audio counts until the listener tells: the next worker hears that. */
  leaveToListener(): void {
    if (!this.#cut || this.#truncated || !this.audible) return
    this.#cutAtMs = Math.round(this.heard.audioMs)
    this.#changed = true
  }

  /** What was played by now if the listener plays it as it comes. */
  playedMs(now: number): number {
    return this.playbackStart === null ? 0 : Math.max(0, Math.min(now - this.playbackStart, this.heard.audioMs))
  }

  /** As it stands now; while it is being made, as it would stand if nothing more came. Null: nothing to be read. */
  row(): TurnRow | null {
    // Words without audio yet: nobody knows whether they will be spoken or read.
    if (!this.#changed || !(this.settled || this.audible)) return null
    const endMs = this.#endMs
    const text = (endMs === null ? this.heard.text : this.heard.until(endMs)).trim()
    if (text === '' && !this.#stored) return null
    if (this.settled) this.#stored = true
    const status = this.#done && !this.#cut ? 'completed' : 'interrupted'
    const source = this.audible ? 'voice' : 'text'
    return { role: 'assistant', source, text, status, heard_ms: endMs, tool: null, ...this.#timing() }
  }

  /** Where its audio ends for the listener; null: nowhere, it was or will be heard whole, or it has none. */
  get #endMs(): number | null {
    if (this.settled || !this.audible) return this.#cutAtMs
    return Math.round(this.heard.audioMs)
  }

  #timing(): Pick<TurnRow, 'marks' | 'started_at' | 'duration_ms' | 'latency_ms'> {
    return {
      marks: this.audible ? this.heard.marks : null,
      started_at: this.#startedAt === null ? null : new Date(this.#startedAt).toISOString(),
      duration_ms: this.audible ? Math.round(this.#endMs ?? this.heard.audioMs) : null,
      latency_ms: this.#latencyMs,
    }
  }
}
