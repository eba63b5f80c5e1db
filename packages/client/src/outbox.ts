import type { ConversationItemCreateEvent } from 'openai/resources/realtime/realtime'
import type { ServerEvent } from './server-event.ts'

/** After so long the relay that got a function's output has it in its transcript. */
const OUTPUT_KEPT_MS = 10_000

type Entry = {
  event: ConversationItemCreateEvent
  /** When the live segment got it; `null`: it has not. */
  sentAt: number | null
  /** Where the microphone's stream was when it was made. */
  place: number
  /** `relay.persisted` naming the function's call that are to come: one for the call, one for the output. */
  awaited: number
}

/**
 * Items that this client made and that are not known to be stored. They are sent again to the next worker, which drops
 * what it knows.
 */
export class Outbox {
  readonly #entries = new Map<string, Entry>()
  /** Items of functions' calls, by call id, and those of them that are stored. */
  readonly #calls = new Map<string, string>()
  readonly #storedCalls = new Set<string>()

  /** Keeps an item that has an id. `sentAt`: `null` when there is nobody to send it to. */
  add(event: ConversationItemCreateEvent, sentAt: number | null, place = 0): void {
    const id = event.item.id as string
    const call = event.item.type === 'function_call_output' ? this.#calls.get(event.item.call_id) : undefined
    this.#entries.set(id, { event, sentAt, place, awaited: call && this.#storedCalls.has(call) ? 1 : 2 })
  }

  /** Whether the agent has called this function, as far as the conversation still knows. */
  hasCall(callId: string): boolean {
    return this.#calls.has(callId)
  }

  /** A function's call that never was, because its worker died first: its output goes nowhere. */
  forgetCall(itemId: string): void {
    for (const [callId, item] of this.#calls) {
      if (item !== itemId) continue
      this.#calls.delete(callId)
      for (const [id, { event }] of this.#entries) {
        if (event.item.type === 'function_call_output' && event.item.call_id === callId) this.#entries.delete(id)
      }
    }
  }

  has(itemId: string): boolean {
    return this.#entries.has(itemId)
  }

  /** Whether everything in it is stored, as far as anybody can know. */
  settled(now: number): boolean {
    this.#forgetOld(now)
    return this.#entries.size === 0
  }

  /** Takes an event of the live segment. */
  apply(event: ServerEvent): void {
    const done = event.type === 'response.output_item.done' || event.type === 'conversation.item.done'
    if (done && event.item.type === 'function_call' && event.item.id)
      this.#calls.set(event.item.call_id ?? '', event.item.id)
    if (event.type === 'relay.persisted') for (const id of event.item_ids) this.#stored(id)
    if (event.type === 'relay.error' && event.event_id) this.#entries.delete(event.event_id)
    if (event.type === 'error' && event.error.event_id) this.#entries.delete(event.error.event_id)
  }

  /** The segment that had it is gone. What it surely stored is not sent again. */
  lost(now: number): void {
    this.#forgetOld(now)
    for (const entry of this.#entries.values()) entry.sentAt = null
  }

  /** Where the microphone's stream was when the first item was made that waits to be sent. Null: none waits. */
  get firstPlace(): number | null {
    return this.#waiting[0]?.place ?? null
  }

  /** The next segment has these. */
  known(itemIds: Iterable<string>): void {
    for (const id of itemIds) this.#entries.delete(id)
  }

  /** What waits and was made up to a place of the microphone's stream, in order. Counts as sent. */
  take(upTo: number, now: number): ConversationItemCreateEvent[] {
    const taken = this.#waiting.filter(({ place }) => place <= upTo)
    for (const entry of taken) entry.sentAt = now
    return taken.map(({ event }) => event)
  }

  get #waiting(): Entry[] {
    return [...this.#entries.values()].filter(({ sentAt }) => sentAt === null)
  }

  #stored(itemId: string): void {
    this.#entries.delete(itemId)
    this.#storedCalls.add(itemId)
    for (const [id, entry] of this.#entries) {
      const { item } = entry.event
      if (item.type !== 'function_call_output' || this.#calls.get(item.call_id) !== itemId) continue
      entry.awaited--
      if (entry.awaited <= 0) this.#entries.delete(id)
    }
  }

  #forgetOld(now: number): void {
    for (const [id, { event, sentAt }] of this.#entries) {
      const output = event.item.type === 'function_call_output'
      if (output && sentAt !== null && now - sentAt >= OUTPUT_KEPT_MS) this.#entries.delete(id)
    }
  }
}
