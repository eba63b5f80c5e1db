import type { HeardAnswer, ResumedItem } from '@parley/shared/relay-events'
import type { ConversationItemCreateEvent } from 'openai/resources/realtime/realtime'
import { AgentSpeech } from './agent-speech.ts'
import type { Speaker } from './audio-devices.ts'
import { CallActivityTracker } from './call-activity.ts'
import type { CallActivity } from './call-events.ts'
import type { ClientEvent } from './client-event.ts'
import { HeardAnswers } from './heard-answers.ts'
import { newItemId } from './new-item-id.ts'
import { Outbox } from './outbox.ts'
import { QuietWatch } from './quiet-watch.ts'
import { ResponseSequencer } from './response-sequencer.ts'
import type { ServerEvent } from './server-event.ts'
import { Transcript } from './transcript.ts'
import type { Turn } from './turn-draft.ts'

export type ConversationEvents = {
  /** To the relay. */
  onSend(event: ClientEvent): void
  onTranscript(turns: readonly Turn[]): void
  onActivity(activity: CallActivity): void
  /** Where the microphone's stream is, in samples. */
  place(): number
}

/**
 * What is said in a call: who speaks, which words, what was heard, and who has to stop for whom. It goes on from worker
 * to worker: between {@link hold} and {@link resume} nothing is asked of any, and what is said waits.
 */
export class Conversation {
  readonly #events: ConversationEvents
  readonly #transcript = new Transcript()
  readonly #activity = new CallActivityTracker()
  readonly #outbox = new Outbox()
  readonly #heard = new HeardAnswers()
  readonly #watch = new QuietWatch()
  readonly #responses: ResponseSequencer
  #speech: AgentSpeech | undefined
  #lastActivity: CallActivity = 'listening'
  #interruptible = true
  #held = false

  constructor(events: ConversationEvents) {
    this.#events = events
    this.#responses = new ResponseSequencer(events.onSend)
  }

  /** Nobody's words are unfinished at the worker: a good moment to leave it. */
  get quiet(): boolean {
    return this.#watch.quiet && !this.#responses.busy && this.#outbox.settled(Date.now())
  }

  /** What the next worker must be told of the last answers. */
  get heard(): HeardAnswer[] {
    return this.#heard.list
  }

  get turns(): readonly Turn[] {
    return this.#transcript.turns
  }

  /** Where the agent is to be heard. Audio that comes before is dropped. */
  speakThrough(speaker: Speaker): void {
    this.#speech = new AgentSpeech(speaker)
  }

  /** What the loudspeaker reports: whether the agent can be heard now. */
  setSpeaking(speaking: boolean): void {
    this.#activity.setSpeaking(speaking)
    this.#tellActivity()
  }

  /** Takes an event of the relay. */
  apply(event: ServerEvent): void {
    this.#responses.apply(event)
    this.#outbox.apply(event)
    this.#watch.apply(event)
    this.#heard.apply(event)
    this.#speech?.apply(event)
    this.#activity.apply(event)
    this.#tellTranscript(this.#transcript.apply(event))
    this.#tellActivity()
    if (event.type === 'session.created' || event.type === 'session.updated') {
      this.#interruptible = isInterruptible(event.session)
    }
    if (event.type === 'input_audio_buffer.speech_started' && this.#interruptible) void this.interrupt()
  }

  /** The caller says something in writing. An answer that is being made or spoken stops for it. */
  async write(text: string): Promise<void> {
    await this.interrupt()
    const id = newItemId()
    this.#create({ id, type: 'message', role: 'user', content: [{ type: 'input_text', text }] })
    this.#tellTranscript(this.#transcript.write(id, text))
  }

  /** Answers a function that the agent called. One whose call was lost with its worker has been called again. */
  answerFunction(callId: string, output: string): void {
    if (!this.#outbox.hasCall(callId)) return
    this.#create({ id: newItemId(), type: 'function_call_output', call_id: callId, output })
  }

  /** The worker was told to let go, or is gone. */
  hold(): void {
    this.#held = true
    this.#outbox.lost(Date.now())
  }

  /** The next worker has the call. Send it what it must know of the microphone before, see {@link deliver} after. */
  resume(items: readonly ResumedItem[]): void {
    this.#speech?.resume()
    this.#responses.reset()
    this.#watch.reset()
    this.#activity.reset()
    for (const { item_id, status, heard_ms } of items) {
      if (status === 'interrupted' && heard_ms !== null) this.#limit(item_id, heard_ms)
    }
    const before = this.#transcript.turns
    this.#outbox.known(items.map((item) => item.item_id))
    for (const itemId of this.#transcript.resume(items, (itemId) => this.#outbox.has(itemId))) {
      this.#limit(itemId, 0)
      this.#heard.forget(itemId)
      this.#outbox.forgetCall(itemId)
    }
    this.#tellTranscript(this.#transcript.turns !== before)
    this.#tellActivity()
  }

  /** Where the microphone's stream was when the first item was made that waits for a worker. Null: none waits. */
  get waitsFrom(): number | null {
    return this.#outbox.firstPlace
  }

  /**
   * Sends what waits, and was made up to a place of the microphone's stream. The answer is asked for with the last of it:
   * who wrote again has stopped listening for the answer before.
   */
  deliver(upTo: number): void {
    const events = this.#outbox.take(upTo, Date.now())
    this.#held = this.#outbox.firstPlace !== null
    for (const event of events) this.#send(event)
    if (events.length > 0 && !this.#held) this.#responses.request()
  }

  /** Silence first, then the books: the server learns where each answer ended for the listener. */
  async interrupt(): Promise<void> {
    for (const truncation of (await this.#speech?.cut()) ?? []) {
      this.#heard.cut(truncation.item_id, truncation.audio_end_ms)
      this.#events.onSend(truncation)
      this.#tellTranscript(this.#transcript.interrupt(truncation.item_id, truncation.audio_end_ms))
    }
  }

  /** Nothing more will be said. */
  close(): void {
    this.#tellTranscript(this.#transcript.close())
  }

  #create(item: ConversationItemCreateEvent['item']): void {
    const event: ConversationItemCreateEvent = { type: 'conversation.item.create', event_id: item.id as string, item }
    this.#outbox.add(event, this.#held ? null : Date.now(), this.#events.place())
    if (this.#held) return
    this.#send(event)
    this.#responses.request()
  }

  #send(event: ClientEvent): void {
    this.#watch.sent(event)
    this.#events.onSend(event)
  }

  #limit(itemId: string, ms: number): void {
    this.#speech?.limit(itemId, ms)
    this.#heard.limit(itemId, ms)
  }

  #tellTranscript(changed: boolean): void {
    if (changed) this.#events.onTranscript(this.#transcript.turns)
  }

  #tellActivity(): void {
    if (this.#activity.current === this.#lastActivity) return
    this.#lastActivity = this.#activity.current
    this.#events.onActivity(this.#lastActivity)
  }
}

/** Whether speech stops an answer, as the server has decided for this session. */
function isInterruptible(session: unknown): boolean {
  const { audio } = session as {
    audio?: { input?: { turn_detection?: { interrupt_response?: boolean } | null } }
  }
  return audio?.input?.turn_detection?.interrupt_response !== false
}
