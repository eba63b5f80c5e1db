import type { RealtimeResponseStatus } from 'openai/resources/realtime/realtime'
import type { Entry } from '../realtime/conversation.ts'
import { itemText } from '../realtime/item-text.ts'
import type { ServerEvent } from '../realtime/server-event.ts'

/** What a scripted session was given and did. Times are milliseconds since the epoch. */
export type SessionReport = {
  id: string
  openedAt: number
  /** Null while its socket is open. */
  closedAt: number | null
  closeCode: number | null
  /** All audio that was appended. */
  audioMs: number
  /** Its conversation, in order: as it stands, or as it stood at the end. */
  items: ReportedItem[]
  /** What was committed of the microphone, in order. */
  utterances: Array<{ itemId: string; transcript: string | null }>
  responses: Array<{ id: string; status: RealtimeResponseStatus['type'] | 'in_progress'; text: string }>
}

/** An item of a session's conversation, as text. */
export type ReportedItem = {
  id: string
  type: string
  role: 'user' | 'assistant' | 'system' | null
  /** The microphone and the model made theirs here; those of the client were put in by `conversation.item.create`. */
  from: 'client' | 'microphone' | 'model'
  text: string
}

/** What the reporter reads from its session. */
export type ReportedSession = { id: string; audioMs: number; entries: readonly Entry[] }

/** The last so many items, utterances and responses of a session are kept, and so much of each text. */
const MAX_LENGTH = 2000
const MAX_TEXT = 1000

/** Keeps the report of one session in bounded memory: no audio, and nothing of the session once that has ended. */
export class SessionReporter {
  readonly #openedAt = Date.now()
  readonly #utterances: SessionReport['utterances'] = []
  readonly #responses: SessionReport['responses'] = []
  readonly #generated = new Map<string, 'microphone' | 'model'>()
  #session: ReportedSession | null
  #final: SessionReport | null = null

  constructor(session: ReportedSession) {
    this.#session = session
  }

  get report(): SessionReport {
    return this.#final ?? this.#describe(this.#session as ReportedSession)
  }

  /** Takes note of an event that went out. */
  sent(event: ServerEvent): void {
    switch (event.type) {
      case 'input_audio_buffer.committed':
        this.#generated.set(event.item_id, 'microphone')
        keep(this.#utterances, { itemId: event.item_id, transcript: null })
        break
      case 'conversation.item.input_audio_transcription.completed':
        for (const utterance of this.#utterances) {
          if (utterance.itemId === event.item_id) utterance.transcript = event.transcript.slice(0, MAX_TEXT)
        }
        break
      case 'response.created':
        keep(this.#responses, { id: event.response.id ?? '', status: 'in_progress', text: '' })
        break
      case 'response.output_item.added':
        this.#generated.set(event.item.id ?? '', 'model')
        break
      case 'response.done':
        this.#done(event)
        break
      case 'conversation.item.deleted':
        this.#generated.delete(event.item_id)
        break
    }
  }

  /** The socket is closed: the report is final, and the session let go. */
  closed(closeCode: number): void {
    if (this.#session === null) return
    this.#final = { ...this.#describe(this.#session), closedAt: Date.now(), closeCode }
    this.#session = null
    this.#generated.clear()
  }

  #done({ response }: Extract<ServerEvent, { type: 'response.done' }>): void {
    const known = this.#responses.find(({ id }) => id === response.id)
    if (known === undefined) return
    known.status = response.status ?? 'completed'
    known.text = (response.output ?? []).map(itemText).join(' ').slice(0, MAX_TEXT)
  }

  #describe({ id, audioMs, entries }: ReportedSession): SessionReport {
    const items = entries.slice(-MAX_LENGTH).map(({ item }) => ({
      id: item.id,
      type: item.type,
      role: item.type === 'message' ? item.role : null,
      from: this.#generated.get(item.id) ?? ('client' as const),
      text: itemText(item).slice(0, MAX_TEXT),
    }))
    const lists = structuredClone({ utterances: this.#utterances, responses: this.#responses })
    return { id, openedAt: this.#openedAt, closedAt: null, closeCode: null, audioMs, items, ...lists }
  }
}

function keep<Value>(list: Value[], value: Value): void {
  list.push(value)
  if (list.length > MAX_LENGTH) list.shift()
}
