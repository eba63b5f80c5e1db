import { BYTES_PER_SECOND } from '@parley/shared/audio-format'
import { HeardText } from '@parley/shared/heard-text'

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

const EMPTY = { source: 'voice', text: '', status: 'forming', heardMs: null, toolName: null, persisted: false } as const

/** What is known of one turn, by whichever events have come. Every method may be called late, twice or not at all. */
export class TurnDraft {
  /** The item it follows; `null`: none, `undefined`: not told yet. */
  previousItemId: string | null | undefined
  #turn: Turn
  readonly #heard = new HeardText()
  /** Ids of deltas that were taken; a provider may send one twice. */
  readonly #seen = new Set<string>()

  constructor(itemId: string, role: Turn['role']) {
    this.#turn = { ...EMPTY, itemId, role }
  }

  get turn(): Turn {
    return this.#turn
  }

  /** Further words. None are taken after the end. */
  append(eventId: string, delta: string): void {
    const over = this.#turn.status === 'completed' || this.#turn.status === 'failed'
    if (over || (eventId && this.#seen.has(eventId))) return
    this.#seen.add(eventId)
    this.#heard.addText(delta)
    this.#show()
  }

  /** Audio of an answer arrived, as base64. Only its length counts. */
  addAudio(base64: string): void {
    const bytes = Math.floor((base64.length * 3) / 4) - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0)
    this.#heard.addAudio((bytes * 1000) / BYTES_PER_SECOND)
  }

  /** The final text. What was cut off stays cut off; an item that says nothing about its text does not empty it. */
  complete(text: string): void {
    if (text === '' && this.#turn.text !== '') return
    this.#seen.clear()
    this.#heard.complete(text)
    if (this.#turn.status !== 'interrupted') this.update({ status: 'completed' })
    this.#show()
  }

  /** The listener stopped hearing after `ms` of its audio. */
  interrupt(ms: number): void {
    this.update({ status: 'interrupted', heardMs: ms })
    this.#show()
  }

  /** `messages` holds the turn, and it ended so. Of what the listener has heard less of, the listener knows best. */
  stored(status: 'completed' | 'interrupted' | 'failed', heardMs: number | null): void {
    this.update({ persisted: true })
    if (this.#turn.status === 'interrupted' || this.#turn.status === 'failed') return
    if (status === 'interrupted' && heardMs !== null) this.interrupt(heardMs)
    else this.update({ status })
  }

  /** The words of an interrupted answer as `messages` has them; they were cut there by the same measure, or by more. */
  restate(text: string): void {
    if (this.#turn.status === 'interrupted' && text !== '') this.update({ text })
  }

  /** Ends the turn with what came of it, when nothing better did. */
  settle(status: 'failed' | 'interrupted'): void {
    if (this.#turn.status === 'forming') this.update({ status })
  }

  /** Changes what differs; the same object stands when nothing does. */
  update(change: Partial<Turn>): void {
    const changed = Object.entries(change).some(([key, value]) => this.#turn[key as keyof Turn] !== value)
    if (changed) this.#turn = { ...this.#turn, ...change }
  }

  #show(): void {
    const { heardMs } = this.#turn
    this.update({ text: heardMs === null ? this.#heard.text : this.#heard.until(heardMs).trim() })
  }
}
