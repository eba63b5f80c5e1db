import { HeardText } from '@parley/shared/heard-text.ts'

/** An answer of the agent: its text, how much of its audio came, and how much of that the listener heard. */
export class AssistantTurn {
  readonly heard = new HeardText()
  #done = false
  #cutAtMs: number | null = null
  #cut = false
  #truncated = false
  #stored = false

  /** When the listener is taken to start hearing it, in epoch milliseconds; null before its first audio. */
  playbackStart: number | null = null

  get audible(): boolean {
    return this.heard.audioMs > 0
  }

  get open(): boolean {
    return !this.#done && !this.#cut
  }

  get wasCut(): boolean {
    return this.#cut
  }

  finish(): void {
    this.#done = true
  }

  /** The listener is taken to have stopped hearing after `ms` of audio. A text answer is cut where its text ends. */
  cutAt(ms: number): void {
    this.#cut = true
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

  /** What was played by now if the listener plays it as it comes. */
  playedMs(now: number): number {
    return this.playbackStart === null ? 0 : Math.max(0, Math.min(now - this.playbackStart, this.heard.audioMs))
  }

  /** Null while the answer is being made, and for an answer of which nothing was ever heard or read. */
  row() {
    if (!this.#done && !this.#cut) return null
    const text = (this.#cutAtMs === null ? this.heard.text : this.heard.until(this.#cutAtMs)).trim()
    if (text === '' && !this.#stored) return null
    this.#stored = true
    const status = this.#cut ? 'interrupted' : 'completed'
    const source = this.audible ? 'voice' : 'text'
    return { role: 'assistant', source, text, status, heard_ms: this.#cutAtMs, tool: null } as const
  }
}
