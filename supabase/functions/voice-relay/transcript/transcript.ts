import type { ConversationItem, ProviderEvent } from '../provider/provider-events.ts'
import { AssistantTurn } from './assistant-turn.ts'
import { SpeechTimes } from './speech-times.ts'
import { type ToolAnswer, ToolTurn } from './tool-turn.ts'
import { TranscriptLedger } from './transcript-ledger.ts'
import type { StoredRow, TranscriptRow } from './transcript-row.ts'
import { typedText, UserTurn } from './user-turn.ts'

type Turn = UserTurn | AssistantTurn | ToolTurn

/** An answer that the listener has at most this much of to come counts as heard to its end. */
const PLAYBACK_TOLERANCE_MS = 300
/** A transcription that has not come by then counts as failed, so that it holds up nothing; it may still come. */
const TRANSCRIPTION_WITHIN_MS = 10_000

type TranscriptOptions = {
  nextPosition: number
  write: (row: TranscriptRow) => void
  now?: () => number
  /** Turns of earlier segments, in order. */
  earlier?: readonly StoredRow[]
  /** Whether the server runs a function. */
  isServerTool?: (name: string) => boolean
}

/**
 * Keeps the turns of a conversation by item id and says when a row is worth writing: when a turn is finished, and
 * again when what is known of it changes (cut off later, transcribed late, a tool's output). Rows come out in such an
 * order that what was written is always a prefix of the conversation. Pure: it reads events and a clock, and hands
 * rows to `write`; it neither stores nor sends.
 */
export class Transcript {
  #ledger: TranscriptLedger
  #turns = new Map<string, Turn>()
  #calls = new Map<string, string>()
  #earlier: Set<string>
  #speech = new SpeechTimes()
  #playbackEnd = 0
  #now: () => number
  #isServerTool: (name: string) => boolean

  constructor(options: TranscriptOptions) {
    const { nextPosition, earlier = [], write } = options
    this.#now = options.now ?? Date.now
    this.#isServerTool = options.isServerTool ?? (() => false)
    this.#ledger = new TranscriptLedger({ nextPosition, earlier, write })
    this.#earlier = new Set(earlier.map((row) => row.item_id))
    for (const row of earlier) this.#restore(row)
  }

  /** True while audio of the user waits for its transcription. */
  get awaitsTranscription(): boolean {
    return this.#turns.values().some((turn) => turn instanceof UserTurn && !turn.settled)
  }

  /** The answer that is being made, as it would stand if its worker died now. Null unless all before it is storable. */
  get forming(): TranscriptRow | null {
    return this.#ledger.forming
  }

  /** Whether the conversation has this item, of this segment or an earlier one. */
  knowsItem(itemId: string): boolean {
    return this.#turns.has(itemId) || this.#earlier.has(itemId)
  }

  /** What became of a function call; null when the model never made it. Those of the server are not the client's. */
  callState(callId: string): 'open' | 'answered' | 'server' | null {
    const turn = this.#turns.get(this.#calls.get(callId) ?? '')
    if (!(turn instanceof ToolTurn)) return null
    if (turn.isServers) return 'server'
    return turn.isAnswered ? 'answered' : 'open'
  }

  /** What came of a function that the server runs, as far as that is known. */
  answerCall(callId: string, answer: ToolAnswer): void {
    const itemId = this.#calls.get(callId) ?? ''
    const turn = this.#turns.get(itemId)
    if (turn instanceof ToolTurn) turn.answered(answer)
    this.#ledger.touch(itemId)
    this.#ledger.release()
  }

  apply(event: ProviderEvent): void {
    this.#speech.apply(event, this.#now())
    this.#read(event)
    this.#ledger.release()
  }

  #read(event: ProviderEvent): void {
    switch (event.type) {
      case 'conversation.item.added':
      case 'conversation.item.done':
        this.#itemSeen(event.item, event.previous_item_id)
        break
      case 'input_audio_buffer.committed':
        this.#place(event.item_id, event.previous_item_id, () => this.#spokenTurn(event.item_id))
        break
      case 'conversation.item.input_audio_transcription.completed':
        this.#userTurn(event.item_id).transcribed(event.transcript)
        this.#ledger.touch(event.item_id)
        break
      case 'conversation.item.input_audio_transcription.failed':
        this.#userTurn(event.item_id).failed()
        this.#ledger.touch(event.item_id)
        break
      case 'conversation.item.deleted':
        this.#deleted(event.item_id)
        break
      case 'response.output_audio_transcript.delta':
      case 'response.output_text.delta':
        this.#answer(event.item_id).heard.addText(event.delta)
        break
      case 'response.output_audio_transcript.done':
        this.#answer(event.item_id).heard.complete(event.transcript)
        this.#ledger.touch(event.item_id)
        break
      case 'response.output_text.done':
        this.#answer(event.item_id).heard.complete(event.text)
        this.#ledger.touch(event.item_id)
        break
      case 'response.output_item.done':
        this.#outputDone(event.item)
        break
      case 'response.done':
        this.#responseDone(event.response.status)
        break
    }
  }

  /** Counts audio that went to the listener. */
  audio(itemId: string, ms: number): void {
    const turn = this.#answer(itemId)
    const now = this.#now()
    if (!turn.audible) turn.started(now, this.#speech.takeEnd())
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
    this.#ledger.touch(itemId)
    this.#playbackEnd = this.#now()
    this.#ledger.release()
    return heardMs
  }

  /** Whether an answer was made in this segment: the provider has no audio of earlier ones. */
  holdsAudioOf(itemId: string): boolean {
    const turn = this.#turns.get(itemId)
    return turn instanceof AssistantTurn && turn.isOfThisSegment
  }

  /** The listener was gone at `at`: answers end where their playback was then. */
  stopPlayback(at = this.#now()): void {
    for (const [id, turn] of this.#turns) {
      if (!(turn instanceof AssistantTurn) || !turn.isOfThisSegment) continue
      this.#stopAnswer(turn, at)
      this.#ledger.touch(id)
    }
    this.#ledger.release()
  }

  /** Another worker goes on, and the listener will tell it where they stopped hearing: guesses are taken back. */
  leaveToListener(): void {
    for (const [id, turn] of this.#turns) {
      if (!(turn instanceof AssistantTurn) || !turn.isOfThisSegment) continue
      turn.leaveToListener()
      this.#ledger.touch(id)
    }
    this.#ledger.release()
  }

  /** Lets go of transcriptions that have been awaited for too long. Call it every few seconds. */
  expire(): void {
    const before = this.#now() - TRANSCRIPTION_WITHIN_MS
    for (const [id, turn] of this.#turns) {
      if (!(turn instanceof UserTurn) || turn.settled || turn.since >= before) continue
      turn.failed()
      this.#ledger.touch(id)
    }
    this.#ledger.release()
  }

  /** Nothing more will come: what the user said and nobody transcribed becomes a failed row, and all get a place. */
  finish(): void {
    for (const [id, turn] of this.#turns) {
      this.#ledger.place(id, undefined)
      if (turn instanceof UserTurn && !turn.settled) turn.failed()
      this.#ledger.touch(id)
    }
    this.#ledger.release()
  }

  #restore(row: StoredRow): void {
    if (row.role === 'assistant') this.#keep(row.item_id, AssistantTurn.restore(row))
    if (row.tool === null) return
    this.#keep(row.item_id, new ToolTurn(row.tool, { stored: true }))
    this.#calls.set(row.tool.call_id, row.item_id)
  }

  #stopAnswer(turn: AssistantTurn, at: number): void {
    const unheard = turn.audible && turn.heard.audioMs - turn.playedMs(at) > PLAYBACK_TOLERANCE_MS
    if (!turn.settled || (unheard && !turn.wasCut)) turn.cutAt(turn.playedMs(at))
  }

  #itemSeen(item: ConversationItem, previousId: string | null | undefined): void {
    if (item.id === undefined) return
    if (item.type === 'function_call_output') {
      this.#toolAnswered(item, previousId)
      return
    }
    this.#place(item.id, previousId, () => this.#turnOf(item))
  }

  #toolAnswered(item: ConversationItem, previousId: string | null | undefined): void {
    this.#ledger.place(item.id ?? '', previousId)
    const callItem = this.#calls.get(item.call_id ?? '') ?? ''
    const turn = this.#turns.get(callItem)
    // The server's are answered by `answerCall`, which knows more.
    if (turn instanceof ToolTurn && !turn.isServers) turn.answered({ output: item.output ?? '' })
    this.#ledger.touch(callItem)
  }

  #outputDone(item: ConversationItem): void {
    if (item.id === undefined) return
    this.#ledger.place(item.id, undefined)
    this.#ledger.touch(item.id)
    if (item.type === 'message' && item.status !== 'incomplete') this.#answer(item.id).finish()
    if (item.type === 'function_call' && item.status === 'completed') {
      const { name = '', call_id = '', arguments: args = '' } = item
      this.#calls.set(call_id, item.id)
      const call = { name, call_id, arguments: args, ...(this.#isServerTool(name) && { server: true as const }) }
      this.#keep(item.id, new ToolTurn(call, { startedAt: this.#now() }))
    }
  }

  /**
   * Whatever was being made is over, also what a failed response does not list. A cancelled answer ends where its
   * playback is now; the listener's truncate, if it comes, knows better.
   */
  #responseDone(status: string | undefined): void {
    for (const [id, turn] of this.#turns) {
      if (!(turn instanceof AssistantTurn) || turn.settled) continue
      if (status === 'cancelled') turn.cutAt(turn.playedMs(this.#now()))
      else turn.finish()
      this.#ledger.touch(id)
    }
    if (status === 'cancelled') this.#playbackEnd = this.#now()
  }

  /** A spoken item that the client has deleted is awaited no longer; what was stored stays. */
  #deleted(id: string): void {
    const turn = this.#turns.get(id)
    if (turn instanceof UserTurn && !turn.settled) turn.transcribed('')
    this.#ledger.touch(id)
  }

  #place(id: string, previousId: string | null | undefined, make: () => Turn | null): void {
    this.#ledger.place(id, previousId)
    this.#ledger.touch(id)
    const turn = this.#turns.get(id) ?? make()
    if (turn !== null) this.#keep(id, turn)
  }

  #spokenTurn(id: string): UserTurn {
    return new UserTurn('voice', { now: this.#now(), speech: this.#speech.of(id) })
  }

  #userTurn(id: string): UserTurn {
    const turn = this.#turns.get(id)
    return turn instanceof UserTurn ? turn : this.#keep(id, this.#spokenTurn(id))
  }

  #answer(id: string): AssistantTurn {
    const turn = this.#turns.get(id)
    return turn instanceof AssistantTurn ? turn : this.#keep(id, new AssistantTurn())
  }

  #turnOf(item: ConversationItem): Turn | null {
    if (item.type !== 'message') return null
    if (item.role === 'assistant') return new AssistantTurn()
    if (item.role !== 'user') return null
    const text = typedText(item)
    if (text === null) return item.id === undefined ? null : this.#spokenTurn(item.id)
    return new UserTurn('text', { now: this.#now(), text })
  }

  #keep<T extends Turn>(id: string, turn: T): T {
    this.#turns.set(id, turn)
    this.#ledger.keep(id, turn)
    return turn
  }
}
