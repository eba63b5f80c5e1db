import type { ResumedItem } from '@parley/shared/relay-events'
import type { ConversationItem } from 'openai/resources/realtime/realtime'
import { itemText } from './item-text.ts'
import { orderItems } from './order-items.ts'
import type { ServerEvent } from './server-event.ts'
import { type Turn, TurnDraft } from './turn-draft.ts'

/**
 * The turns of both sides, built from the relay's events in whatever order, and however often, they arrive: keyed by
 * `item_id`, ordered by `previous_item_id`. They outlive the provider's sessions: what an earlier one said stands.
 *
 * @example
 * const transcript = new Transcript()
 * if (transcript.apply(event)) render(transcript.turns)
 */
export class Transcript {
  readonly #drafts = new Map<string, TurnDraft>()
  #turns: readonly Turn[] = []
  /** Item ids in order, and whether an item has come, gone or moved since. Most events only change what one says. */
  #order: string[] = []
  #moved = false
  /** Items of sessions before this one, and the last of them: what this one begins with follows it. */
  #earlier = new Set<string>()
  #earlierEnd: string | undefined
  #resumed = new Map<string, ResumedItem>()

  /** In conversation order. The same array until something changes. */
  get turns(): readonly Turn[] {
    return this.#turns
  }

  /** Takes an event. True when {@link turns} changed; events that are not about turns change nothing. */
  apply(event: ServerEvent): boolean {
    if (!this.#takeText(event)) this.#takeItems(event)
    return this.#refresh()
  }

  /** An answer was cut off: its text ends where the listener stopped hearing, whatever comes later. */
  interrupt(itemId: string, heardMs: number): boolean {
    this.#drafts.get(itemId)?.interrupt(heardMs)
    return this.#refresh()
  }

  /** The caller wrote it here, and it may not have been sent. It stands at the end until the relay says better. */
  write(itemId: string, text: string): boolean {
    const draft = this.#draft(itemId, 'user')
    draft.update({ source: 'text' })
    draft.complete(text)
    return this.#refresh()
  }

  /**
   * Another session goes on with the call, and `items` is how its last turns are stored. A turn that is neither stored
   * nor waiting to be sent never was: it goes, and its id is returned. Rebuilt items change nothing that is known.
   */
  resume(items: readonly ResumedItem[], waiting: (itemId: string) => boolean): string[] {
    this.#resumed = new Map(items.map((item) => [item.item_id, item]))
    for (const { item_id, status, heard_ms } of items) this.#drafts.get(item_id)?.stored(status, heard_ms)
    const gone = [...this.#drafts.keys()].filter((itemId) => !this.#stands(itemId, waiting))
    for (const itemId of gone) this.#remove(itemId)
    this.#refresh()
    const earlier = this.#turns.filter(({ itemId }) => !waiting(itemId))
    this.#earlier = new Set(earlier.map(({ itemId }) => itemId))
    this.#earlierEnd = earlier.at(-1)?.itemId
    return gone
  }

  /** Nothing more will come: what is still forming ends as it is, and what never became anything goes. */
  close(): boolean {
    for (const [itemId, draft] of this.#drafts) {
      if (draft.turn.status === 'forming' && draft.turn.text === '' && draft.turn.role !== 'tool') this.#remove(itemId)
      else draft.settle('interrupted')
    }
    return this.#refresh()
  }

  #takeItems(event: ServerEvent): void {
    switch (event.type) {
      case 'input_audio_buffer.speech_started':
        this.#draft(event.item_id, 'user')
        break
      case 'input_audio_buffer.committed':
        this.#place(event.item_id, this.#draft(event.item_id, 'user'), event.previous_item_id)
        break
      case 'conversation.item.added':
      case 'conversation.item.done':
        this.#takeItem(event.item, event.previous_item_id, event.type === 'conversation.item.done')
        break
      case 'response.output_item.done':
        this.#takeItem(event.item, undefined, true)
        break
      case 'conversation.item.deleted':
        this.#remove(event.item_id)
        break
      case 'relay.persisted':
        for (const itemId of event.item_ids) this.#drafts.get(itemId)?.update({ persisted: true })
    }
  }

  /** True when the event was one about the words of an item. */
  #takeText(event: ServerEvent): boolean {
    switch (event.type) {
      case 'conversation.item.input_audio_transcription.delta':
        this.#draft(event.item_id, 'user').append(event.event_id, event.delta ?? '')
        return true
      case 'conversation.item.input_audio_transcription.completed':
        this.#draft(event.item_id, 'user').complete(event.transcript.trim())
        return true
      case 'conversation.item.input_audio_transcription.failed':
        this.#draft(event.item_id, 'user').settle('failed')
        return true
      case 'response.output_audio_transcript.delta':
      case 'response.output_text.delta':
        this.#draft(event.item_id, 'assistant').append(event.event_id, event.delta)
        return true
      case 'response.output_audio_transcript.done':
        this.#draft(event.item_id, 'assistant').complete(event.transcript)
        return true
      case 'response.output_text.done':
        this.#draft(event.item_id, 'assistant').complete(event.text)
        return true
      case 'response.output_audio.delta':
        this.#draft(event.item_id, 'assistant').addAudio(event.delta)
        return true
      default:
        return false
    }
  }

  /** Items as wholes: what the conversation holds, wherever they came from (typed, spoken, stored, a tool). */
  #takeItem(item: ConversationItem, previousItemId: string | null | undefined, done: boolean): void {
    if (!item.id || (item.type !== 'message' && item.type !== 'function_call')) return
    const draft = this.#draft(item.id, item.type === 'message' ? item.role : 'tool')
    const stored = this.#resumed.get(item.id)
    // Told of again. What was heard here is known better, and where it stands; where it was cut, the relay says.
    if (this.#earlier.has(item.id) && draft.turn.status !== 'forming' && draft.turn.text !== '') {
      if (item.type === 'message' && stored?.heard_ms === draft.turn.heardMs) draft.restate(itemText(item).text)
      return
    }
    if (previousItemId !== undefined) this.#place(item.id, draft, previousItemId)
    if (item.type === 'function_call')
      draft.update({ source: 'tool', toolName: item.name, status: done ? 'completed' : 'forming' })
    else this.#takeMessage(draft, item, done)
    if (stored) draft.stored(stored.status, stored.heard_ms)
  }

  #takeMessage(draft: TurnDraft, item: Extract<ConversationItem, { type: 'message' }>, done: boolean): void {
    const { text, typed } = itemText(item)
    const agent = item.role === 'assistant'
    if (!agent && typed) draft.update({ source: 'text' })
    if (text && (done || !agent)) draft.complete(text)
    else if (done && agent && item.status === 'incomplete') draft.settle('interrupted')
  }

  #draft(itemId: string, role: Turn['role']): TurnDraft {
    const known = this.#drafts.get(itemId)
    if (known) return known
    const draft = new TurnDraft(itemId, role)
    this.#drafts.set(itemId, draft)
    this.#moved = true
    return draft
  }

  #remove(itemId: string): void {
    this.#moved = this.#drafts.delete(itemId) || this.#moved
  }

  /** The provider knows only what was rebuilt: what it puts behind any of that came after all of what was before. */
  #place(itemId: string, draft: TurnDraft, previousItemId: string | null | undefined): void {
    if (this.#earlier.has(itemId)) return
    const earlier = previousItemId === null || (previousItemId !== undefined && this.#earlier.has(previousItemId))
    const before = earlier ? (this.#earlierEnd ?? previousItemId) : previousItemId
    this.#moved ||= draft.previousItemId !== before
    draft.previousItemId = before
  }

  #stands(itemId: string, waiting: (itemId: string) => boolean): boolean {
    if (this.#resumed.has(itemId) || waiting(itemId)) return true
    const turn = this.#drafts.get(itemId)?.turn
    return turn?.persisted === true && turn.status !== 'forming'
  }

  /** Puts the turns in order again; true when any changed, came, went or moved. */
  #refresh(): boolean {
    if (this.#moved) {
      this.#order = orderItems(Array.from(this.#drafts, ([itemId, { previousItemId }]) => ({ itemId, previousItemId })))
      this.#moved = false
    }
    const turns = this.#order.flatMap((itemId) => this.#drafts.get(itemId)?.turn ?? [])
    const same = turns.length === this.#turns.length && turns.every((turn, index) => turn === this.#turns[index])
    if (!same) this.#turns = turns
    return !same
  }
}
