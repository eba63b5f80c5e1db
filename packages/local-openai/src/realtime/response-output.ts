import type { ConversationItem } from 'openai/resources/realtime/realtime'
import type { Entry } from './conversation.ts'
import type { ServerEvent } from './server-event.ts'
import type { SessionContext } from './session-context.ts'

/** Thrown when a response has used up its `max_output_tokens`. */
export class OutputLimitReached extends Error {}

/** What a response has put out so far, and the events that every item of it shares. */
export class ResponseOutput {
  readonly context: SessionContext
  readonly responseId: string
  readonly signal: AbortSignal
  readonly entries: Entry[] = []
  readonly tokens = { text: 0, audio: 0 }
  readonly #outOfBand: boolean
  readonly #limit: number

  constructor(options: {
    context: SessionContext
    responseId: string
    signal: AbortSignal
    /** Its items do not enter the conversation. */
    outOfBand: boolean
    maxTokens: number | 'inf'
  }) {
    this.context = options.context
    this.responseId = options.responseId
    this.signal = options.signal
    this.#outOfBand = options.outOfBand
    this.#limit = options.maxTokens === 'inf' ? Number.POSITIVE_INFINITY : options.maxTokens
  }

  /** Counts tokens before they go out. Throws {@link OutputLimitReached} when there are none left for them. */
  spend(kind: 'text' | 'audio', tokens: number): void {
    if (this.tokens.text + this.tokens.audio + tokens > this.#limit) throw new OutputLimitReached()
    this.tokens[kind] += tokens
  }

  /** Begins an item. Returns its entry and its index in the response. */
  open(item: ConversationItem & { id: string }): { entry: Entry; index: number } {
    const { conversation, send } = this.context
    const entry: Entry = { item, audioMs: 0 }
    const index = this.entries.push(entry) - 1
    send({ type: 'response.output_item.added', response_id: this.responseId, output_index: index, item })
    if (this.#outOfBand) return { entry, index }
    conversation.add(entry)
    send({ type: 'conversation.item.added', previous_item_id: conversation.previousId(item.id), item })
    return { entry, index }
  }

  /** Ends an item: whole, or cut off. */
  close(entry: Entry, index: number, status: 'completed' | 'incomplete'): void {
    const { conversation } = this.context
    const item = { ...entry.item, status } as Entry['item']
    entry.item = item
    const previous = conversation.previousId(item.id)
    if (!this.#outOfBand) this.send({ type: 'conversation.item.done', previous_item_id: previous, item })
    this.send({ type: 'response.output_item.done', response_id: this.responseId, output_index: index, item })
  }

  send(event: ServerEvent): void {
    this.context.send(event)
  }
}
