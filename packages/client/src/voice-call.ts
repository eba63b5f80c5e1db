import type { CallSessionRequest } from '@parley/shared/call-session'
import type { RelayEvent } from '@parley/shared/relay-events'
import type { SupabaseClient } from '@supabase/supabase-js'
import type { AudioDevices, Speaker } from './audio-devices.ts'
import { CallError } from './call-error.ts'
import type { CallEvents } from './call-events.ts'
import { CallLine } from './call-line.ts'
import { type CallSignal, type CallState, isFinalCallState, nextCallState } from './call-state.ts'
import { CALL_TIMING, type CallTiming } from './call-timing.ts'
import { Conversation } from './conversation.ts'
import { EventEmitter } from './event-emitter.ts'
import { MicrophoneInput } from './microphone-input.ts'
import { openCallSession } from './open-call-session.ts'
import { openMicrophone } from './open-microphone.ts'
import { openSpeaker } from './open-speaker.ts'
import type { ServerEvent } from './server-event.ts'
import type { Turn } from './turn-draft.ts'

export type VoiceCallOptions = {
  /** A client with a signed-in user; it finds the functions and carries the token. */
  supabase: Pick<SupabaseClient, 'auth' | 'functions'>
  /** Left out: the caller's default agent. */
  agentId?: string
  /** Try the draft of `agentId` instead of what is published; for owners and admins of its organisation. */
  draft?: boolean
  /** A conversation of the user that the call goes on with, and with its agent: `agentId` and `draft` are not looked at. */
  chatSessionId?: string
  /** A live call of this user to join, instead of a new one. Refused as `call_busy` while another page carries it. */
  callId?: string
  /** Take that call over from whoever carries it. That page is told `segment_superseded`. */
  takeOver?: boolean
  /** `false`: a call by text, which asks for no permission. */
  microphone?: boolean
  microphoneId?: string
  /** For tests and unusual hosts; the browser's devices when left out. */
  devices?: AudioDevices
  /** For tests that cannot wait. */
  timing?: Partial<CallTiming>
}

/**
 * One voice call: microphone → relay → loudspeaker, with the transcript of both sides as it forms. It outlives its
 * connections: see `docs/hand-off.md`. Used once; a further call is a further object. Reports everything as events, see {@link CallEvents}; methods never throw for what
 * happens to a call, only `switchMicrophone` rejects when the device cannot be opened.
 *
 * @example
 * const call = new VoiceCall({ supabase, agentId })
 * call.on('transcript', (turns) => render(turns))
 * call.on('error', ({ error }) => show(error.message))
 * await call.start() // from a click, so that audio may play
 * await call.end()
 */
export class VoiceCall extends EventEmitter<CallEvents> {
  readonly #options: VoiceCallOptions
  readonly #devices: AudioDevices
  readonly #conversation = new Conversation({
    onSend: (event) => this.#line.send(event),
    onTranscript: (turns) => this.emit('transcript', turns),
    onActivity: (activity) => this.emit('activity', activity),
    place: () => this.#line.place,
  })
  readonly #microphone: MicrophoneInput
  readonly #line: CallLine
  readonly #timing: CallTiming
  readonly #over = Promise.withResolvers<void>()
  #state: CallState = 'idle'
  /** What is said is being stored, as far as the server has told. */
  #storing = true
  #callId: string | null = null
  #speaker: Speaker | undefined
  #answerTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: VoiceCallOptions) {
    super()
    this.#options = options
    this.#devices = options.devices ?? { openMicrophone, openSpeaker }
    this.#microphone = new MicrophoneInput(this.#devices, {
      onFrame: (samples) => this.#line.speak(samples),
      onLevel: (rms) => this.emit('level', { side: 'input', rms }),
      onOpen: (open) => this.emit('microphone', open),
      onLost: () => this.emit('error', { error: new CallError('microphone_lost'), fatal: false }),
    })
    this.#timing = { ...CALL_TIMING, ...options.timing }
    this.#line = this.#newLine()
  }

  get state(): CallState {
    return this.#state
  }

  /** Id in `calls`, once the server has admitted the call. */
  get callId(): string | null {
    return this.#callId
  }

  get turns(): readonly Turn[] {
    return this.#conversation.turns
  }

  get muted(): boolean {
    return this.#microphone.muted
  }

  /** Asks for the microphone, then connects. Resolves when the call is live or over; why is told by events. */
  async start(): Promise<void> {
    if (this.#state !== 'idle') return
    try {
      // First, while the click that started the call still counts as a gesture.
      const speaker = this.#openSpeaker()
      if (this.#options.microphone !== false) {
        this.#signal('ask-microphone')
        await Promise.all([this.#microphone.open(this.#options.microphoneId), speaker])
      }
      await speaker
      if (!this.#signal('connect')) return await this.#release()
      await this.#connect()
      if (isFinalCallState(this.#state)) await this.#release()
    } catch (error) {
      await this.#fail(error)
    }
  }

  /**
   * Hangs up: tells the server where an answer was cut off, waits a moment until it has stored everything, then closes
   * sockets and devices. `immediately`: says goodbye and closes, for a page that is going away.
   */
  async end(options: { immediately?: boolean } = {}): Promise<void> {
    if (!this.#signal('hang-up')) return this.#over.promise
    void this.#microphone.close()
    if (!options.immediately) await this.#conversation.interrupt()
    const said = this.#line.hangUp()
    if (said && !options.immediately) {
      const { hangUpMs, hangUpUnstoredMs } = this.#timing
      const patienceMs = this.#storing ? hangUpMs : hangUpUnstoredMs
      await Promise.race([this.#over.promise, new Promise((resolve) => setTimeout(resolve, patienceMs))])
    }
    this.#signal('closed')
    await this.#release()
  }

  /**
   * Says something in writing, in the same conversation. An answer that is being spoken stops for it. While the call
   * reconnects it is kept, and sent after.
   */
  async sendText(text: string): Promise<void> {
    const trimmed = text.trim()
    if (!this.#talking || trimmed === '') return
    await this.#conversation.write(trimmed)
  }

  /**
   * Answers a function that the agent called: `response.output_item.done` with a `function_call`, among the `event`s.
   * Kept while the call reconnects, as what is typed is.
   *
   * @param callId the function call's `call_id`
   */
  answerFunction(callId: string, output: string): void {
    if (this.#talking) this.#conversation.answerFunction(callId, output)
  }

  setMuted(muted: boolean): void {
    this.#microphone.setMuted(muted)
    this.emit('muted', muted)
  }

  /**
   * Moves to another microphone, or to the first one in a call by text. The old one stays open when the new one fails.
   *
   * @throws CallError with a `microphone_…` code
   */
  async switchMicrophone(deviceId?: string): Promise<void> {
    if (isFinalCallState(this.#state)) return
    await this.#microphone.open(deviceId)
    if (isFinalCallState(this.#state)) await this.#microphone.close()
  }

  /** Plays what the browser held back. Call from a click. */
  async resumeAudio(): Promise<void> {
    if (this.#speaker) this.emit('playback-blocked', !(await this.#speaker.resume()))
  }

  async #openSpeaker(): Promise<void> {
    const speaker = await this.#devices.openSpeaker({
      onLevel: (rms) => this.emit('level', { side: 'output', rms }),
      onPlaying: (itemId) => this.#conversation.setSpeaking(itemId !== null),
    })
    // The microphone was refused, or the caller hung up, while the loudspeaker opened.
    if (isFinalCallState(this.#state)) return await speaker.close()
    this.#speaker = speaker
    this.#conversation.speakThrough(speaker)
    void speaker.resume().then((running) => {
      if (!running) this.emit('playback-blocked', true)
    })
  }

  #newLine(): CallLine {
    return new CallLine({
      openSession: (request) => openCallSession(this.#options.supabase, request),
      conversation: this.#conversation,
      timing: this.#timing,
      flush: () => this.#microphone.flush(),
      events: {
        onEvent: (event) => this.#receive(event),
        onError: (error) => this.emit('error', { error, fatal: false }),
        onStatus: (status) => this.emit('connection', status),
        onHandedOver: (handedOver) => this.emit('handed-over', handedOver),
        onLost: () => this.#signal('lost'),
        onGivenUp: (error) => void this.#fail(error),
        onClosed: () => this.#closed(),
      },
    })
  }

  async #connect(): Promise<void> {
    this.#callId = await this.#line.open(callSessionOf(this.#options))
    if (this.#state !== 'connecting') return
    const answered = Promise.withResolvers<void>()
    const stop = this.on('state', (state) => state !== 'connecting' && answered.resolve())
    this.#answerTimer = setTimeout(() => this.#fail(new CallError('connection_timeout')), this.#timing.answerMs)
    await answered.promise
    stop()
    clearTimeout(this.#answerTimer)
  }

  #receive(event: ServerEvent): void {
    this.#conversation.apply(event)
    this.#act(event)
    this.emit('event', event)
  }

  #act(event: ServerEvent): void {
    switch (event.type) {
      case 'relay.session':
        this.#callId = event.call_id
        if (this.#state === 'connecting') this.emit('session', { callId: event.call_id, agent: event.agent })
        this.#signal('answered')
        break
      case 'relay.persisted':
        this.#storing = true
        break
      case 'relay.error':
        this.#actOnError(event)
        break
      case 'relay.ended':
        this.emit('ended', { reason: event.reason })
        this.#line.closeAfterRelay()
        if (this.#signal('closed')) void this.#release()
    }
  }

  #actOnError(event: Extract<RelayEvent, { type: 'relay.error' }>): void {
    const error = CallError.fromBody(event.error)
    const items = (error.details as { items?: unknown } | undefined)?.items
    const untold = error.code === 'transcript_refused' || (error.code === 'transcript_delayed' && event.fatal)
    if (error.code === 'transcript_delayed') this.#storing = false
    if (untold && Array.isArray(items)) this.emit('unstored', { items })
    if (event.fatal) void this.#fail(error)
    else this.emit('error', { error, fatal: false })
  }

  /** Turns can be said, now or when the call is back. */
  get #talking(): boolean {
    return this.#state === 'live' || this.#state === 'reconnecting'
  }

  #closed(): void {
    if (this.#state === 'connecting') void this.#fail(new CallError('connection_refused'))
    else if (this.#signal('closed')) void this.#release()
  }

  #signal(signal: CallSignal): boolean {
    const next = nextCallState(this.#state, signal)
    if (!next) return false
    this.#state = next
    this.emit('state', next)
    return true
  }

  async #fail(cause: unknown): Promise<void> {
    const error = cause instanceof CallError ? cause : new CallError('connection_refused', { cause })
    // A refusal that comes while hanging up is no news.
    if (!isFinalCallState(this.#state) && this.#state !== 'ending') this.emit('error', { error, fatal: true })
    this.#signal('fail')
    await this.#release()
  }

  /** Closes everything that is open. Safe to repeat. */
  async #release(): Promise<void> {
    clearTimeout(this.#answerTimer)
    this.#line.close()
    this.#conversation.close()
    await Promise.all([this.#microphone.close(), this.#speaker?.close()])
    this.#over.resolve()
  }
}

function callSessionOf({ agentId, draft, callId, takeOver, chatSessionId }: VoiceCallOptions): CallSessionRequest {
  if (callId) return { call_id: callId, ...(takeOver ? { take_over: true } : {}) }
  if (chatSessionId) return { chat_session_id: chatSessionId }
  return agentId ? { agent_id: agentId, ...(draft ? { draft: true } : {}) } : {}
}
