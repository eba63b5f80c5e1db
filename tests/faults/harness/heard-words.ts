import type { ServerEvent } from '@parley/client/server-event'
import { WORD_MS } from './agent-script.ts'

/** So much of a word's end may be missing: it was heard. */
const SLACK_MS = 20

/** Knows what each answer says, and so which words a listener has heard: the agent's words are all of one length. */
export class HeardWords {
  readonly #texts = new Map<string, string>()

  /** Takes an event of the call. */
  apply(event: ServerEvent): void {
    if (event.type !== 'response.output_audio_transcript.delta') return
    this.#texts.set(event.item_id, (this.#texts.get(event.item_id) ?? '') + event.delta)
  }

  /** Every word that was begun, and that was heard to its end, in what was heard of each item. */
  of(heardMs: ReadonlyMap<string, number>): { begun: Set<string>; whole: Set<string> } {
    const [begun, whole] = [new Set<string>(), new Set<string>()]
    for (const [itemId, ms] of heardMs) {
      const words = (this.#texts.get(itemId) ?? '').trim().split(/\s+/)
      for (const word of words.slice(0, Math.ceil(ms / WORD_MS))) begun.add(word)
      for (const word of words.slice(0, Math.floor((ms + SLACK_MS) / WORD_MS))) whole.add(word)
    }
    return { begun, whole }
  }
}
