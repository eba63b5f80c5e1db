import { AssistantTurn } from './assistant-turn.ts'
import type { ConversationItem, ProviderEvent } from './provider-events.ts'
import { ToolTurn } from './tool-turn.ts'
import { TranscriptLedger } from './transcript-ledger.ts'
import type { TranscriptRow } from './transcript-row.ts'
import { typedText, UserTurn } from './user-turn.ts'

type Turn = UserTurn | AssistantTurn | ToolTurn

/** An answer that the listener has at most this much of to come counts as heard to its end. */
const PLAYBACK_TOLERANCE_MS = 300

/**
 * Keeps the turns of a conversation by item id and says when a row is worth writing: when a turn is finished, and
 * again when what is known of it changes (cut off later, transcribed late, a tool's output). Pure: it reads events and
 * a clock, and hands rows to `write`; it neither stores nor sends.
 */
export class Transcript {
  #ledger: TranscriptLedger
  #turns = new Map<string, Turn>()
  #calls = new Map<string, string>()
  #playbackEnd = 0
  #now: () => number

  constructor(options: { nextPosition: number; write: (row: TranscriptRow) => void; now?: () => number }) {
    this.#ledger = new TranscriptLedger(options.nextPosition, options.write)
    this.#now = options.now ?? Date.now
  }

  /** True while audio of the user waits for its transcription. */
  get awaitsTranscription(): boolean {
    return this.#turns.values().some((turn) => turn instanceof UserTurn && turn.pending)
  }

  /** Whether the model made this function call, so that a client may answer it. */
  knowsCall(callId: string): boolean {
    return this.#calls.has(callId)
  }

  apply(event: ProviderEvent): void {
    switch (event.type) {
      case 'conversation.item.added':
      case 'conversation.item.done':
        this.#itemSeen(event.item, event.previous_item_id)
        break
      case 'input_audio_buffer.committed':
        this.#place(event.item_id, event.previous_item_id, () => new UserTurn('voice'))
        break
      case 'conversation.item.input_audio_transcription.completed':
        this.#userTurn(event.item_id).transcribed(event.transcript)
        this.#refresh(event.item_id)
        break
      case 'conversation.item.input_audio_transcription.failed':
        this.#userTurn(event.item_id).failed()
        this.#refresh(event.item_id)
        break
      case 'response.output_audio_transcript.delta':
      case 'response.output_text.delta':
        this.#answer(event.item_id).heard.addText(event.delta)
        break
      case 'response.output_audio_transcript.done':
        this.#answer(event.item_id).heard.complete(event.transcript)
        this.#refresh(event.item_id)
        break
      case 'response.output_text.done':
        this.#answer(event.item_id).heard.complete(event.text)
        this.#refresh(event.item_id)
        break
      case 'response.output_item.done':
        this.#outputDone(event.item)
        break
      case 'response.done':
        this.#responseDone(event.response.status, event.response.output ?? [])
        break
    }
  }

  /** Counts audio that went to the listener. */
  audio(itemId: string, ms: number): void {
    const turn = this.#answer(itemId)
    const now = this.#now()
    turn.playbackStart ??= Math.max(now, this.#playbackEnd)
    turn.heard.addAudio(ms)
    this.#playbackEnd = Math.max(this.#playbackEnd, now) + ms
  }

  /**
   * The listener's own word on where they stopped hearing an answer. Returns the place clamped to the audio that was
   * sent, or null for an item that is no answer of this conversation.
   */
  truncate(itemId: string, audioEndMs: number): number | null {
    const turn = this.#turns.get(itemId)
    if (!(turn instanceof AssistantTurn)) return null
    const heardMs = Math.floor(Math.min(audioEndMs, turn.heard.audioMs))
    turn.truncate(heardMs)
    this.#playbackEnd = this.#now()
    this.#refresh(itemId)
    return heardMs
  }

  /** The listener is gone: answers end where their playback is now. */
  stopPlayback(): void {
    const now = this.#now()
    for (const [id, turn] of this.#turns) {
      if (!(turn instanceof AssistantTurn)) continue
      this.#stopAnswer(turn, now)
      this.#refresh(id)
    }
  }

  /** Nothing more will come: what the user said and nobody transcribed becomes a failed row, and all get a place. */
  finish(): void {
    for (const [id, turn] of this.#turns) {
      this.#ledger.place(id, undefined)
      if (turn instanceof UserTurn && turn.pending) turn.failed()
      this.#refresh(id)
    }
  }

  #stopAnswer(turn: AssistantTurn, now: number): void {
    const unheard = turn.audible && turn.heard.audioMs - turn.playedMs(now) > PLAYBACK_TOLERANCE_MS
    if (turn.open || (unheard && !turn.wasCut)) turn.cutAt(turn.playedMs(now))
  }

  #itemSeen(item: ConversationItem, previousId: string | null | undefined): void {
    if (item.id === undefined) return
    if (item.type === 'function_call_output') {
      this.#toolAnswered(item, previousId)
      return
    }
    this.#place(item.id, previousId, () => turnOf(item))
    this.#refresh(item.id)
  }

  #toolAnswered(item: ConversationItem, previousId: string | null | undefined): void {
    this.#ledger.place(item.id ?? '', previousId)
    const callItem = this.#calls.get(item.call_id ?? '')
    const turn = callItem === undefined ? undefined : this.#turns.get(callItem)
    if (callItem === undefined || !(turn instanceof ToolTurn)) return
    turn.answered(item.output ?? '')
    this.#refresh(callItem)
  }

  #outputDone(item: ConversationItem): void {
    if (item.id === undefined) return
    this.#ledger.place(item.id, undefined)
    if (item.type === 'message' && item.status !== 'incomplete') this.#answer(item.id).finish()
    if (item.type === 'function_call' && item.status === 'completed') {
      const { name = '', call_id = '', arguments: args = '' } = item
      this.#calls.set(call_id, item.id)
      this.#turns.set(item.id, new ToolTurn({ name, call_id, arguments: args }))
    }
    this.#refresh(item.id)
  }

  /** A cancelled answer ends where its playback is now; the listener's truncate, if it comes, knows better. */
  #responseDone(status: string | undefined, output: ConversationItem[]): void {
    for (const { id } of output) {
      const turn = id === undefined ? undefined : this.#turns.get(id)
      if (id === undefined || !(turn instanceof AssistantTurn) || !turn.open) continue
      if (status === 'cancelled') turn.cutAt(turn.playedMs(this.#now()))
      else turn.finish()
      this.#refresh(id)
    }
    if (status === 'cancelled') this.#playbackEnd = this.#now()
  }

  #place(id: string, previousId: string | null | undefined, make: () => Turn | null): void {
    this.#ledger.place(id, previousId)
    const turn = this.#turns.get(id) ?? make()
    if (turn !== null) this.#turns.set(id, turn)
    this.#refresh(id)
  }

  #userTurn(id: string): UserTurn {
    const turn = this.#turns.get(id)
    if (turn instanceof UserTurn) return turn
    const made = new UserTurn('voice')
    this.#turns.set(id, made)
    return made
  }

  #answer(id: string): AssistantTurn {
    const turn = this.#turns.get(id)
    if (turn instanceof AssistantTurn) return turn
    const made = new AssistantTurn()
    this.#turns.set(id, made)
    return made
  }

  #refresh(id: string): void {
    this.#ledger.record(id, this.#turns.get(id)?.row() ?? null)
  }
}

function turnOf(item: ConversationItem): Turn | null {
  if (item.type !== 'message') return null
  if (item.role === 'assistant') return new AssistantTurn()
  if (item.role !== 'user') return null
  const text = typedText(item)
  return text === null ? new UserTurn('voice') : new UserTurn('text', text)
}
