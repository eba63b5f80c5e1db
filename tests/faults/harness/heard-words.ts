import type { ServerEvent } from '@parley/client/server-event'
import { WORD_MS } from './agent-script.ts'

/** A word that was cut so shortly after its end may be missing: milliseconds become letters by estimate. */
const SLACK_MS = 30

/** Knows what each answer says, and so which words a listener has heard: the agent's words are all of one length. */
export class HeardWords {
  readonly #texts = new Map<string, string>()
  readonly #persisted = new Set<string>()
  /** The items of the answer that was asked for last, as long as no other item begins: long calls are looked at often. */
  #found = { reply: '', items: 0, itemIds: [] as string[] }

  /** Takes an event of the call. */
  apply(event: ServerEvent): void {
    if (event.type === 'relay.persisted') for (const itemId of event.item_ids) this.#persisted.add(itemId)
    if (event.type !== 'response.output_audio_transcript.delta') return
    this.#texts.set(event.item_id, (this.#texts.get(event.item_id) ?? '') + event.delta)
  }

  /** Whether the relay has said of every piece of an answer that came so far that it is stored. */
  isStored(reply: string): boolean {
    const words = new Set(reply.split(' '))
    const pieces = [...this.#texts].filter(([, text]) => text.split(' ').some((word) => words.has(word)))
    return pieces.length > 0 && pieces.every(([itemId]) => this.#persisted.has(itemId))
  }

  /** How many words of an answer were begun, heard to their end, and heard beyond doubt. Answers share no words. */
  count(reply: string, heardMs: ReadonlyMap<string, number>): { begun: number; whole: number; surely: number } {
    const heard = { begun: new Set<string>(), whole: new Set<string>(), surely: new Set<string>() }
    for (const itemId of this.#itemsOf(reply)) {
      const ms = heardMs.get(itemId) ?? 0
      const words = (this.#texts.get(itemId) ?? '').trim().split(/\s+/)
      for (const word of words.slice(0, Math.ceil(ms / WORD_MS))) heard.begun.add(word)
      for (const word of words.slice(0, Math.floor((ms + 1) / WORD_MS))) heard.whole.add(word)
      for (const word of words.slice(0, Math.floor((ms - SLACK_MS) / WORD_MS))) heard.surely.add(word)
    }
    const count = (words: Set<string>) => reply.split(' ').filter((word) => words.has(word)).length
    return { begun: count(heard.begun), whole: count(heard.whole), surely: count(heard.surely) }
  }

  #itemsOf(reply: string): string[] {
    if (this.#found.reply === reply && this.#found.items === this.#texts.size) return this.#found.itemIds
    const words = new Set(reply.split(' '))
    const isOfIt = (text: string) => words.has(text.trim().split(/\s+/, 1)[0] ?? '')
    const itemIds = [...this.#texts].filter(([, text]) => isOfIt(text)).map(([itemId]) => itemId)
    this.#found = { reply, items: this.#texts.size, itemIds }
    return itemIds
  }
}
