import type { ConversationItem } from './provider-events.ts'

/** What the user said or typed in one item. */
export class UserTurn {
  readonly source: 'voice' | 'text'
  #text: string | null = null
  #failed = false

  constructor(source: 'voice' | 'text', text: string | null = null) {
    this.source = source
    this.#text = text
  }

  /** The first transcription stands; the provider sometimes sends it twice. It also replaces an earlier failure. */
  transcribed(text: string): void {
    this.#text ??= text
  }

  /** The audio could not be transcribed, or the call ended before it was. */
  failed(): void {
    this.#failed = true
  }

  get pending(): boolean {
    return this.#text === null && !this.#failed
  }

  /** Null while there is nothing to store: not transcribed yet, or nothing but noise was heard. */
  row() {
    if (this.#text !== null)
      return this.#text.trim() === '' ? null : this.#stored(this.#text.trim(), 'completed' as const)
    return this.#failed ? this.#stored('', 'failed' as const) : null
  }

  #stored(text: string, status: 'completed' | 'failed') {
    return { role: 'user', source: this.source, text, status, heard_ms: null, tool: null } as const
  }
}

/** The typed text of a user's message item, or null when it holds audio. */
export function typedText(item: ConversationItem): string | null {
  const parts = item.content ?? []
  if (parts.some((part) => part.type === 'input_audio')) return null
  return parts.map((part) => part.text ?? '').join('\n')
}
