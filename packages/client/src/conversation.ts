import { AgentSpeech } from './agent-speech.ts'
import type { Speaker } from './audio-devices.ts'
import { CallActivityTracker } from './call-activity.ts'
import type { CallActivity } from './call-events.ts'
import type { ClientEvent } from './client-event.ts'
import { ResponseSequencer } from './response-sequencer.ts'
import type { ServerEvent } from './server-event.ts'
import { Transcript } from './transcript.ts'
import type { Turn } from './turn-draft.ts'

export type ConversationEvents = {
  /** To the relay. */
  onSend(event: ClientEvent): void
  onTranscript(turns: readonly Turn[]): void
  onActivity(activity: CallActivity): void
}

/** What is said in a call: who speaks, which words, what was heard, and who has to stop for whom. */
export class Conversation {
  readonly #events: ConversationEvents
  readonly #transcript = new Transcript()
  readonly #activity = new CallActivityTracker()
  readonly #responses: ResponseSequencer
  #speech: AgentSpeech | undefined
  #lastActivity: CallActivity = 'listening'
  #interruptible = true

  constructor(events: ConversationEvents) {
    this.#events = events
    this.#responses = new ResponseSequencer(events.onSend)
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
    const content = [{ type: 'input_text' as const, text }]
    this.#events.onSend({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } })
    this.#responses.request()
  }

  /** Silence first, then the books: the server learns where each answer ended for the listener. */
  async interrupt(): Promise<void> {
    for (const truncation of (await this.#speech?.cut()) ?? []) {
      this.#events.onSend(truncation)
      this.#tellTranscript(this.#transcript.interrupt(truncation.item_id, truncation.audio_end_ms))
    }
  }

  /** Nothing more will be said. */
  close(): void {
    this.#tellTranscript(this.#transcript.close())
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
