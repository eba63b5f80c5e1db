import type { CallSessionRequest, CallSessionResponse } from '@parley/shared/call-session'
import type { DrainReason, RelayEvent } from '@parley/shared/relay-events'
import { CallError, type CallErrorCode } from './call-error.ts'
import type { ConnectionStatus, HandedOver } from './call-events.ts'
import type { CallTiming } from './call-timing.ts'
import type { ClientEvent } from './client-event.ts'
import type { Conversation } from './conversation.ts'
import { HandOver } from './hand-over.ts'
import { MicrophoneLine } from './microphone-line.ts'
import { onPageWake } from './on-page-wake.ts'
import { ReplayWatch } from './replay-watch.ts'
import { Segment } from './segment.ts'
import type { ServerEvent } from './server-event.ts'

/** Trying again cannot help. */
const FINAL_CODES: ReadonlySet<CallErrorCode> = new Set([
  'call_ended',
  'segment_superseded',
  'call_not_found',
  'not_authenticated',
])

/** Beyond every place of the microphone's stream. */
const EVERYTHING = Number.POSITIVE_INFINITY

type SessionEvent = Extract<RelayEvent, { type: 'relay.session' }>

/** What a line reports. */
export type CallLineEvents = {
  /** Of the segment that has the call. `relay.session` comes once what waited has been sent. */
  onEvent(event: ServerEvent): void
  /** Something came that is no event. */
  onError(error: CallError): void
  onStatus(status: ConnectionStatus): void
  onHandedOver(handedOver: HandedOver): void
  /** No worker has the call; one is being looked for. */
  onLost(): void
  /** There will be none. */
  onGivenUp(error: CallError): void
  /** The connection ended before the first answer or after hanging up. */
  onClosed(): void
}

export type CallLineOptions = {
  openSession(request: CallSessionRequest): Promise<CallSessionResponse>
  conversation: Pick<Conversation, 'quiet' | 'heard' | 'hold' | 'resume' | 'deliver' | 'waitsFrom'>
  timing: CallTiming
  /** Lets the microphone give what it has until now, by {@link CallLine.speak}. */
  flush(): void
  events: CallLineEvents
}

/** A call's connection for as long as it lasts: a chain of segments that looks like one. */
export class CallLine {
  readonly #options: CallLineOptions
  readonly #events: CallLineEvents
  readonly #audio = new MicrophoneLine()
  #live: Segment | undefined
  #handOver: HandOver | undefined
  #replay: ReplayWatch | undefined
  /** The live segment takes what is sent. */
  #serving = false
  #callId = ''
  #joining = false
  /** The segment that this client had last. */
  #from = 0
  /** Where answers were cut off while nobody could be told. */
  #truncations: ClientEvent[] = []
  #ending = false
  #over = false
  #since = Date.now()
  #offWake = () => {}

  constructor(options: CallLineOptions) {
    this.#options = options
    this.#events = options.events
  }

  /**
   * Opens the first segment. What comes of it is told by events.
   *
   * @returns the call's id
   * @throws CallError of `call-session`
   */
  async open(request: CallSessionRequest): Promise<string | null> {
    this.#joining = request.call_id !== undefined
    const session = await this.#options.openSession(request)
    if (this.#over) return null
    this.#callId = session.call_id
    this.#live = this.#connect(session)
    this.#offWake = onPageWake(() => this.#wake())
    return session.call_id
  }

  /** Where the microphone's stream is, in samples, with all that it has recorded. */
  get place(): number {
    this.#options.flush()
    return this.#audio.place
  }

  /** A frame of the microphone. It is kept until it is acknowledged. */
  speak(samples: Int16Array): void {
    this.#audio.speak(samples)
  }

  /** Sends to the worker that has the call. When none has, only what was cut off is kept; the rest waits elsewhere. */
  send(event: ClientEvent): void {
    if (this.#serving) this.#live?.send(event)
    else if (event.type === 'conversation.item.truncate') this.#truncations.push(event)
  }

  /** Says goodbye, now or as soon as a worker has the call. False when there is nobody to say it to. */
  hangUp(): boolean {
    this.#ending = true
    if (!this.#serving) return this.#handOver !== undefined
    this.#handOver?.stop()
    this.#handOver = undefined
    return this.#live?.send({ type: 'client.call_end' }) ?? false
  }

  /** The relay has ended the call and will close. */
  closeAfterRelay(): void {
    const live = this.#live
    this.#live = undefined
    live?.closeAfterRelay()
    this.close()
  }

  /** Closes everything. Safe to repeat. */
  close(): void {
    this.#over = true
    this.#serving = false
    this.#offWake()
    this.#replay?.stop()
    this.#audio.close()
    this.#handOver?.stop()
    this.#live?.close()
  }

  #connect(ticket: CallSessionResponse): Segment {
    return new Segment(ticket, this.#options.timing, {
      onOpen: (segment) => this.#opened(segment),
      onEvent: (segment, event) => this.#receive(segment, event),
      onError: (error) => this.#events.onError(error),
      onGone: (segment) => this.#gone(segment),
    })
  }

  #opened(segment: Segment): void {
    if (segment === this.#handOver?.next) this.#handOver.opened()
  }

  #receive(segment: Segment, event: ServerEvent): void {
    if (segment === this.#handOver?.next) this.#hearNext(this.#handOver, segment, event)
    else if (segment === this.#live && !this.#handOver?.asked) this.#hearLive(segment, event)
  }

  #hearNext(handOver: HandOver, next: Segment, event: ServerEvent): void {
    if (event.type === 'relay.standby') handOver.standsBy()
    if (event.type === 'relay.session') this.#adopt(next, event)
    // Before it had the call. Nobody waits for a worker that is about to go.
    if (event.type === 'relay.draining') handOver.failed()
    if (event.type === 'relay.error' && event.fatal) handOver.failed(CallError.fromBody(event.error))
    if (event.type === 'relay.ended') this.#events.onEvent(event)
  }

  #hearLive(segment: Segment, event: ServerEvent): void {
    this.#replay?.apply(event)
    if ('audio_ms' in event && typeof event.audio_ms === 'number') this.#audio.acknowledge(event.audio_ms)
    if (event.type === 'relay.session') this.#adopt(segment, event)
    else if (this.#handOver?.left && isFailure(event)) this.#handOver.oldGone()
    else {
      if (event.type === 'relay.draining') this.#drain(event)
      if (event.type === 'relay.handed_over') this.#handOver?.handedOver()
      this.#events.onEvent(event)
      this.#handOver?.look()
    }
  }

  #gone(segment: Segment): void {
    if (segment === this.#handOver?.next) this.#handOver.failed()
    else if (segment !== this.#live) return
    else if (this.#handOver) this.#handOver.oldGone()
    else if (this.#serving && !this.#ending) {
      this.#lost()
      this.#begin('lost')
    } else this.#events.onClosed()
  }

  #drain(event: Extract<RelayEvent, { type: 'relay.draining' }>): void {
    if (this.#ending) return
    if (!this.#handOver) this.#begin(event.reason)
    this.#handOver?.drain(event)
  }

  #begin(reason: DrainReason | 'lost'): void {
    this.#since = Date.now()
    this.#handOver = new HandOver(
      reason,
      {
        ticket: () => this.#options.openSession({ call_id: this.#callId, from_segment: this.#from }),
        connect: (ticket) => this.#connect(ticket),
        quiet: () => this.#options.conversation.quiet,
        leave: () => this.#leave(),
        takeOver: (next) => this.#takeOver(next),
        onLost: () => this.#lost(),
        onProgress: () => this.#tell(),
        onGivenUp: (error) => this.#events.onGivenUp(error),
        isFinal: (error) => FINAL_CODES.has(error.code),
      },
      this.#options.timing,
    )
    this.#tell()
    this.#handOver.look()
  }

  #hold(): void {
    this.#serving = false
    this.#replay?.stop()
    this.#audio.hold()
    this.#options.conversation.hold()
  }

  #leave(): void {
    this.#options.flush()
    this.#hold()
    this.#live?.send({ type: 'client.hand_over' })
  }

  #takeOver(next: Segment): void {
    next.send({ type: 'client.take_over', heard: this.#options.conversation.heard })
  }

  #lost(): void {
    if (this.#serving) this.#hold()
    this.#live?.close()
    this.#since = Date.now()
    this.#events.onLost()
    if (this.#handOver) this.#tell()
  }

  /** The segment has the call: it gets what the one before did not store, and then what comes. */
  #adopt(segment: Segment, event: SessionEvent): void {
    const handOver = this.#handOver
    const previous = this.#live
    handOver?.stop(segment)
    this.#handOver = undefined
    this.#live = segment
    this.#from = event.segment
    const items = event.resumed?.items ?? []
    if (event.resumed) this.#options.conversation.resume(items)
    if (event.resumed && this.#joining) this.#audio.continueAt(event.resumed.audio_ms)
    this.#options.flush()
    const until = this.#ending ? EVERYTHING : (this.#options.conversation.waitsFrom ?? EVERYTHING)
    const audio = this.#audio.begin(segment, event.resumed?.audio_ms ?? null, until)
    this.#serving = true
    for (const truncation of this.#truncations.splice(0)) segment.send(truncation)
    this.#deliver(until)
    if (previous !== segment) previous?.close()
    this.#joining = false
    this.#events.onEvent(event)
    if (handOver) this.#handedOver(handOver, { segment: event.segment, ...audio })
    if (this.#ending) segment.send({ type: 'client.call_end' })
  }

  /** What was typed goes out where it was typed: after the speech before it has become turns, before what came then. */
  #deliver(until: number): void {
    const { conversation } = this.#options
    const goOn = () => {
      conversation.deliver(until)
      const next = conversation.waitsFrom ?? EVERYTHING
      this.#audio.goOnUntil(next)
      if (until !== EVERYTHING) this.#deliver(next)
    }
    this.#replay?.stop()
    this.#replay = undefined
    if (until !== EVERYTHING && this.#audio.hasSpeechBefore(until)) this.#replay = new ReplayWatch(goOn)
    else goOn()
  }

  #handedOver(handOver: HandOver, about: Omit<HandedOver, 'planned' | 'reason'>): void {
    this.#since = Date.now()
    this.#tell()
    this.#events.onHandedOver({ ...about, planned: handOver.planned, reason: handOver.reason })
  }

  #tell(): void {
    const handOver = this.#handOver
    const status = handOver ? (handOver.planned ? 'handing-over' : 'reconnecting') : 'steady'
    const { keptMs } = this.#audio
    this.#events.onStatus({ status, since: this.#since, attempt: handOver?.attempt ?? 0, keptMs })
  }

  #wake(): void {
    this.#live?.probe()
    this.#handOver?.retryNow()
  }
}

/** A worker's end that says nothing of the call's. */
function isFailure(event: ServerEvent): boolean {
  return event.type === 'relay.error' && event.fatal && !FINAL_CODES.has(event.error.code)
}
