import type { ConversationItem } from '../provider/provider-events.ts'
import { type TurnRow, UNTIMED } from './transcript-row.ts'

/** When the caller's words began, in epoch milliseconds, and how long they were, in milliseconds. */
export type Speech = { startedAt: number; durationMs: number | null }

/** What the user said or typed in one item. */
export class UserTurn {
  readonly source: 'voice' | 'text'
  /** Since when its transcription is awaited, in epoch milliseconds. */
  readonly since: number
  #text: string | null = null
  #failed = false
  #speech: Speech | null

  constructor(source: 'voice' | 'text', options: { now: number; text?: string | null; speech?: Speech | null }) {
    this.source = source
    this.since = options.now
    this.#text = options.text ?? null
    this.#speech = options.speech ?? null
  }

  /** The first transcription stands; the provider sometimes sends it twice. It also replaces an earlier failure. */
  transcribed(text: string): void {
    this.#text ??= text
  }

  /** The audio could not be transcribed, or the call ended before it was. */
  failed(): void {
    this.#failed = true
  }

  get settled(): boolean {
    return this.#text !== null || this.#failed
  }

  /** Null while there is nothing to store: not transcribed yet, or nothing but noise was heard. */
  row(): TurnRow | null {
    if (this.#text !== null) return this.#text.trim() === '' ? null : this.#stored(this.#text.trim(), 'completed')
    return this.#failed ? this.#stored('', 'failed') : null
  }

  #stored(text: string, status: 'completed' | 'failed'): TurnRow {
    const started_at = new Date(this.#speech?.startedAt ?? this.since).toISOString()
    const timing = { ...UNTIMED, started_at, duration_ms: this.#speech?.durationMs ?? null }
    return { role: 'user', source: this.source, text, status, heard_ms: null, tool: null, ...timing }
  }
}

/** The typed text of a user's message item, or null when it holds audio. */
export function typedText(item: ConversationItem): string | null {
  const parts = item.content ?? []
  if (parts.some((part) => part.type === 'input_audio')) return null
  return parts.map((part) => part.text ?? '').join('\n')
}
