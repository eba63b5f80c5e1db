import { heardText } from '@parley/shared/heard-text'
import type { ConversationItem } from 'openai/resources/realtime/realtime'
import { itemText } from './item-text.ts'
import { orderItems } from './order-items.ts'
import type { ServerEvent } from './server-event.ts'

/** One turn of the conversation, while it forms and after. Replaced, never changed, when something about it changes. */
export type Turn = {
  readonly itemId: string
  readonly role: 'user' | 'assistant' | 'system' | 'tool'
  readonly source: 'voice' | 'text' | 'tool'
  readonly text: string
  /** `failed`: speech that could not be recognised. `interrupted`: `text` ends where the listener stopped hearing. */
  readonly status: 'forming' | 'completed' | 'interrupted' | 'failed'
  /** Milliseconds of an interrupted answer that were played; else `null`. */
  readonly heardMs: number | null
  /** Name of the tool that was called, for role `tool`. */
  readonly toolName: string | null
  /** `messages` holds this turn. */
  readonly persisted: boolean
}

type Entry = {
  turn: Turn
  previousItemId: string | null | undefined
  /** Ids of deltas already applied; a provider may send one twice. Dropped when the turn is complete. */
  seen: Set<string>
}

const EMPTY = { source: 'voice', text: '', status: 'forming', heardMs: null, toolName: null, persisted: false } as const

/**
 * The turns of both sides, built from the relay's events in whatever order, and however often, they arrive: keyed by
 * `item_id`, ordered by `previous_item_id`.
 *
 * @example
 * const transcript = new Transcript()
 * if (transcript.apply(event)) render(transcript.turns)
 */
export class Transcript {
  readonly #entries = new Map<string, Entry>()
  #turns: readonly Turn[] | undefined
  #changed = false

  /** In conversation order. The same array until something changes. */
  get turns(): readonly Turn[] {
    this.#turns ??= orderItems(
      Array.from(this.#entries, ([itemId, { previousItemId }]) => ({ itemId, previousItemId })),
    ).flatMap((itemId) => this.#entries.get(itemId)?.turn ?? [])
    return this.#turns
  }

  /** Takes an event. True when {@link turns} changed; events that are not about turns change nothing. */
  apply(event: ServerEvent): boolean {
    this.#changed = false
    this.#take(event)
    return this.#changed
  }

  /** An answer was cut off: its text ends where the listener stopped hearing. Later text of the item is ignored. */
  interrupt(itemId: string, heardMs: number, receivedMs: number): void {
    const entry = this.#entries.get(itemId)
    if (!entry || entry.turn.status === 'interrupted') return
    const text = heardText(entry.turn.text, heardMs, receivedMs)
    this.#update(entry, { text, heardMs, status: 'interrupted' })
  }

  #take(event: ServerEvent): void {
    switch (event.type) {
      case 'input_audio_buffer.speech_started':
        this.#entry(event.item_id, 'user')
        break
      case 'input_audio_buffer.committed':
        this.#place(this.#entry(event.item_id, 'user'), event.previous_item_id)
        break
      case 'conversation.item.added':
      case 'conversation.item.done':
        this.#takeItem(event.item, event.previous_item_id, event.type === 'conversation.item.done')
        break
      case 'response.output_item.done':
        this.#takeItem(event.item, undefined, true)
        break
      case 'conversation.item.deleted':
        if (this.#entries.delete(event.item_id)) this.#touch()
        break
      case 'relay.persisted':
        for (const itemId of event.item_ids) this.#persist(itemId)
        break
      default:
        this.#takeText(event)
    }
  }

  #takeText(event: ServerEvent): void {
    switch (event.type) {
      case 'conversation.item.input_audio_transcription.delta':
        this.#append(this.#entry(event.item_id, 'user'), event.event_id, event.delta ?? '')
        break
      case 'conversation.item.input_audio_transcription.completed':
        this.#complete(this.#entry(event.item_id, 'user'), event.transcript.trim())
        break
      case 'conversation.item.input_audio_transcription.failed':
        this.#settle(this.#entry(event.item_id, 'user'), 'failed')
        break
      case 'response.output_audio_transcript.delta':
      case 'response.output_text.delta':
        this.#append(this.#entry(event.item_id, 'assistant'), event.event_id, event.delta)
        break
      case 'response.output_audio_transcript.done':
        this.#complete(this.#entry(event.item_id, 'assistant'), event.transcript)
        break
      case 'response.output_text.done':
        this.#complete(this.#entry(event.item_id, 'assistant'), event.text)
    }
  }

  /** Items as wholes: what the conversation holds, wherever they came from (typed, spoken, stored, a tool). */
  #takeItem(item: ConversationItem, previousItemId: string | null | undefined, done: boolean): void {
    if (!item.id) return
    if (item.type === 'function_call') {
      const entry = this.#entry(item.id, 'tool')
      this.#place(entry, previousItemId)
      this.#update(entry, { source: 'tool', toolName: item.name, status: done ? 'completed' : 'forming' })
    }
    if (item.type !== 'message') return
    const entry = this.#entry(item.id, item.role)
    this.#place(entry, previousItemId)
    const { text, typed } = itemText(item)
    if (item.role !== 'assistant' && typed) this.#update(entry, { source: 'text' })
    if (text && (done || item.role !== 'assistant')) this.#complete(entry, text)
    else if (done && item.role === 'assistant' && item.status === 'incomplete') this.#settle(entry, 'interrupted')
  }

  #entry(itemId: string, role: Turn['role']): Entry {
    const known = this.#entries.get(itemId)
    if (known) return known
    const entry: Entry = { turn: { ...EMPTY, itemId, role }, previousItemId: undefined, seen: new Set() }
    this.#entries.set(itemId, entry)
    this.#touch()
    return entry
  }

  #place(entry: Entry, previousItemId: string | null | undefined): void {
    if (previousItemId === undefined || entry.previousItemId === previousItemId) return
    entry.previousItemId = previousItemId
    this.#touch()
  }

  #append(entry: Entry, eventId: string, delta: string): void {
    if (entry.turn.status !== 'forming' || entry.seen.has(eventId)) return
    if (eventId) entry.seen.add(eventId)
    this.#update(entry, { text: entry.turn.text + delta })
  }

  #complete(entry: Entry, text: string): void {
    // What was cut off stays cut off; an item that says nothing about its text does not empty it.
    if (entry.turn.status === 'interrupted' || (text === '' && entry.turn.text !== '')) return
    this.#update(entry, { text, status: 'completed' })
  }

  /** Ends a turn with what came of it, when nothing better did. */
  #settle(entry: Entry, status: 'failed' | 'interrupted'): void {
    if (entry.turn.status === 'forming') this.#update(entry, { status })
  }

  #persist(itemId: string): void {
    const entry = this.#entries.get(itemId)
    if (entry) this.#update(entry, { persisted: true })
  }

  #update(entry: Entry, change: Partial<Turn>): void {
    const changed = Object.entries(change).some(([key, value]) => entry.turn[key as keyof Turn] !== value)
    if (!changed) return
    entry.turn = { ...entry.turn, ...change }
    if (entry.turn.status !== 'forming') entry.seen.clear()
    this.#touch()
  }

  #touch(): void {
    this.#turns = undefined
    this.#changed = true
  }
}
