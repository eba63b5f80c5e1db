import type { ConversationItem } from 'openai/resources/realtime/realtime'

/** An item with what the wire does not show. */
export type Entry = {
  item: ConversationItem & { id: string }
  /** Speech of the item at 24 kHz: what was heard of a user, what was sent of an assistant. */
  audio?: Int16Array
  /** Length of that speech; stays when the samples have been dropped. */
  audioMs: number
  /** The text of a user's speech, once it is recognised. Never rejects. */
  heard?: Promise<string>
}

/** Items whose samples are kept for `conversation.item.retrieve`; older ones keep their text. */
const ENTRIES_WITH_AUDIO = 16

/** The items of a session, in conversation order. */
export class Conversation {
  readonly #entries: Entry[] = []

  get entries(): readonly Entry[] {
    return this.#entries
  }

  get lastId(): string | null {
    return this.#entries.at(-1)?.item.id ?? null
  }

  find(id: string): Entry | undefined {
    return this.#entries.find((entry) => entry.item.id === id)
  }

  /** The id of the item before `id`; null for the first. */
  previousId(id: string): string | null {
    const index = this.#entries.findIndex((entry) => entry.item.id === id)
    return this.#entries[index - 1]?.item.id ?? null
  }

  /** The entries up to an item, with it; all of them when it is gone or null. */
  upTo(id: string | null): readonly Entry[] {
    const index = this.#entries.findLastIndex((entry) => entry.item.id === id)
    return index < 0 ? this.#entries : this.#entries.slice(0, index + 1)
  }

  /** Adds at the end, or after `previousId`; `root` is the beginning. False: there is no such item. */
  add(entry: Entry, previousId?: string | null): boolean {
    const index = this.#indexAfter(previousId)
    if (index === undefined) return false
    this.#entries.splice(index, 0, entry)
    this.#dropOldAudio()
    return true
  }

  /** False: there was no such item. */
  delete(id: string): boolean {
    const index = this.#entries.findIndex((entry) => entry.item.id === id)
    if (index < 0) return false
    this.#entries.splice(index, 1)
    return true
  }

  /** True once the assistant has spoken; from then on the voice is locked. */
  get hasAssistantAudio(): boolean {
    return this.#entries.some(
      ({ item, audioMs }) => item.type === 'message' && item.role === 'assistant' && audioMs > 0,
    )
  }

  #indexAfter(previousId: string | null | undefined): number | undefined {
    if (previousId === undefined || previousId === null) return this.#entries.length
    if (previousId === 'root') return 0
    const index = this.#entries.findIndex((entry) => entry.item.id === previousId)
    return index < 0 ? undefined : index + 1
  }

  #dropOldAudio(): void {
    const withAudio = this.#entries.filter((entry) => entry.audio !== undefined)
    for (const entry of withAudio.slice(0, -ENTRIES_WITH_AUDIO)) delete entry.audio
  }
}
