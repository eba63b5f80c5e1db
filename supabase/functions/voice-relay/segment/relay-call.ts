import { ParleyError } from '@parley/shared/parley-error.ts'
import type { CallEndReason, DrainReason } from '@parley/shared/relay-events.ts'
import { type AgentSession, agentSession } from '../../_shared/agent-session.ts'
import { asParleyError } from '../../_shared/error-response.ts'
import { log } from '../../_shared/log.ts'
import type { OpenaiEnv } from '../../_shared/openai-env.ts'
import type { FrameInbox } from '../admission/frame-inbox.ts'
import type { Admission } from '../admission/redeem-ticket.ts'
import { CallClient } from '../client/call-client.ts'
import { clientFrame } from '../client/client-frame.ts'
import { presentSegment } from '../client/present-segment.ts'
import type { ProviderEvent } from '../provider/provider-events.ts'
import { ProviderSession } from '../provider/provider-session.ts'
import type { AudioDelta } from '../provider/read-audio-delta.ts'
import { CallMemory } from '../resume/call-memory.ts'
import { nextAnswer, say } from '../resume/next-answer.ts'
import type { Reconciled } from '../resume/reconcile-heard.ts'
import { Adrift } from './adrift.ts'
import { CallStore, type TakenOver } from './call-store.ts'
import { DrainWatch } from './drain-watch.ts'
import { endUnopened } from './end-unopened.ts'
import { LeaveTaking } from './leave-taking.ts'
import { LiveSegment } from './live-segment.ts'
import { type Opened, openSegment } from './open-segment.ts'
import { SegmentClock } from './segment-clock.ts'
import { isCarrying, nextSegmentState, type SegmentSignal, type SegmentState } from './segment-state.ts'
import type { WorkerLife } from './worker-life.ts'

type CallOptions = { socket: WebSocket; inbox: FrameInbox; admission: Admission; env: OpenaiEnv; life: WorkerLife }

/** How long a client has to move on when the provider is gone, or the worker is being unloaded. */
const PROVIDER_LOST_DEADLINE_MS = 10_000
const UNLOAD_DEADLINE_MS = 1_500

/**
 * One segment of a call in this worker, from its admission to its end: reaches the provider, takes the call over when
 * it is due, carries it, and lets go of it. What passes meanwhile is the {@link LiveSegment}'s business, how it lets go
 * {@link LeaveTaking}'s.
 */
export class RelayCall {
  #admission: Admission
  #inbox: FrameInbox
  #session: AgentSession
  #client: CallClient
  #store: CallStore
  #provider: ProviderSession
  #memory: CallMemory
  #state: SegmentState = 'connecting'
  #live: LiveSegment | null = null
  #leave: LeaveTaking | null = null
  #clock: SegmentClock | null = null
  #drain: DrainWatch | null = null
  #adrift: Adrift | null = null
  #setAsideOnce: Promise<void> | undefined
  #over = Promise.withResolvers<void>()
  /** What the provider says before the client may hear it: after relay.session. */
  #early: string[] = []
  #life: WorkerLife
  /** The provider's time limit, in epoch seconds. */
  #expiresAt: number | undefined

  constructor({ socket, inbox, admission, env, life }: CallOptions) {
    this.#admission = admission
    this.#life = life
    this.#inbox = inbox
    this.#session = agentSession(admission.agent, env)
    this.#client = new CallClient(socket, {
      onSlow: () => this.end('error', new ParleyError('client_too_slow')),
      audioMs: () => this.#live?.audioMs ?? 0,
    })
    this.#store = new CallStore(admission)
    this.#provider = this.#connect(env)
    this.#memory = new CallMemory(this.#store, this.#provider)
    socket.onclose = () => this.#clientLost()
    void this.#open().catch((error) => this.end('error', asParleyError(error)))
  }

  /** Settles when this segment is over and everything that was said is stored, reported or left to the next one. */
  get ended(): Promise<void> {
    return this.#over.promise
  }

  /** Ends the call with this segment, or only the segment where another one has the call. The first reason stands. */
  end(reason: CallEndReason, error?: ParleyError): void {
    const wasCarrying = isCarrying(this.#state)
    if (!this.#signal('end')) return
    this.#stopTimers()
    void this.#run(async () => {
      if (wasCarrying) await this.#leave?.end(reason, error, this.#adrift?.since)
      else await this.#endUnopened(reason, error)
    })
  }

  /** The platform takes the worker away: the client has a moment to move on, or the call ends here. */
  unload(): void {
    if (this.#adrift !== null) void this.#setAside().then(() => this.#letGo())
    else if (this.#live?.movable) this.#askToLeave('shutdown', UNLOAD_DEADLINE_MS)
    else this.end('disconnected')
  }

  async #open(): Promise<void> {
    const opened = await openSegment({
      admission: this.#admission,
      inbox: this.#inbox,
      store: this.#store,
      provider: this.#provider,
      memory: this.#memory,
      onStandby: () => this.#standBy(),
    })
    if (opened !== null && this.#signal('taken')) this.#carry(opened)
  }

  #standBy(): boolean {
    const { callId, segment } = this.#admission
    if (!this.#signal('ready')) return false
    this.#client.tell({ type: 'relay.standby', call_id: callId, segment })
    return true
  }

  /** From here on this segment has the call. */
  #carry({ start, resumed }: Opened): void {
    const { callId, agent, standby } = this.#admission
    const [client, provider, store] = [this.#client, this.#provider, this.#store]
    const live = this.#createLive(start, resumed)
    // Who took over knows how to move on.
    live.movable = standby
    this.#live = live
    this.#leave = new LeaveTaking({ callId, client, provider, store, live })
    this.#startTimers(live)
    presentSegment(client, { admission: this.#admission, start, resumed, early: this.#early.splice(0) })
    if (resumed !== null) live.owe(nextAnswer(resumed, agent))
    else if (agent.greeting !== '') live.responses.request(say(agent.greeting))
    // After the provider's event at hand, which the client has not got yet.
    queueMicrotask(() => isCarrying(this.#state) && this.#inbox.deliverTo((frame) => live.take(frame)))
    if (!client.open) this.#clientLost()
  }

  #startTimers(live: LiveSegment): void {
    this.#clock = new SegmentClock({ store: this.#store, live, onSuperseded: () => this.#superseded() })
    this.#drain = new DrainWatch({
      life: this.#life,
      onDrain: (reason, deadlineMs) => this.#askToLeave(reason, deadlineMs),
      onDeadline: () => this.#handOver(),
    })
    this.#drain.providerExpires(this.#expiresAt)
  }

  #createLive(start: TakenOver, resumed: Reconciled | null): LiveSegment {
    return new LiveSegment({
      callId: this.#admission.callId,
      session: this.#session,
      client: this.#client,
      provider: this.#provider,
      store: this.#store,
      start,
      earlier: resumed?.rows ?? [],
      changed: resumed?.changed ?? [],
      onHangUp: () => this.end('hangup'),
      onHandOver: () => this.#handOver(),
      onSuperseded: () => this.#superseded(),
      onFatal: (error) => this.end('error', error),
    })
  }

  #connect(env: OpenaiEnv): ProviderSession {
    return new ProviderSession({
      env,
      session: this.#session,
      onAudio: (delta, frame) => this.#audio(delta, frame),
      onEvent: (event, frame) => this.#fromProvider(event, frame),
      onLost: (error) => this.#providerLost(error),
    })
  }

  #audio(delta: AudioDelta, frame: string): void {
    if (this.#live === null || !isCarrying(this.#state)) return
    this.#client.send(frame)
    this.#live.spoken(delta)
  }

  #fromProvider(event: ProviderEvent, frame: string): void {
    if (this.#state === 'leaving' || this.#state === 'ending') {
      this.#leave?.take(event)
      return
    }
    const live = this.#live
    if (live?.isOwn(event)) return
    if ('item' in event && this.#memory.has(event.item.id ?? '')) return
    const forClient = clientFrame(event, frame)
    if (live === null) {
      if (event.type === 'session.created') this.#expiresAt = event.session.expires_at
      if (forClient !== null && event.type.startsWith('session.')) this.#early.push(forClient)
      return
    }
    if (forClient !== null) this.#client.send(forClient)
    live.fromProvider(event)
  }

  #providerLost(error: ParleyError): void {
    const { code } = error
    log('warn', 'provider_lost', { call_id: this.#admission.callId, code, detail: String(error.cause ?? '') })
    if (isCarrying(this.#state) && this.#adrift !== null) return
    if (isCarrying(this.#state) && this.#live?.movable) this.#askToLeave('provider_lost', PROVIDER_LOST_DEADLINE_MS)
    else this.end(code === 'provider_closed' || code === 'provider_session_expired' ? code : 'error', error)
  }

  #askToLeave(reason: DrainReason, deadlineMs: number): void {
    if (!this.#live?.movable) return
    this.#signal('drain')
    if (this.#state !== 'draining') return
    log('info', 'call_draining', { call_id: this.#admission.callId, reason })
    this.#drain?.expect(deadlineMs)
    this.#client.tell({ type: 'relay.draining', reason, deadline_ms: Math.round(deadlineMs) })
  }

  #clientLost(): void {
    if (this.#live?.movable !== true) {
      this.end('disconnected')
      return
    }
    if (!this.#signal('client-lost')) return
    this.#inbox.deliverTo(() => {})
    this.#live.owed.cancel()
    this.#adrift = new Adrift({
      store: this.#store,
      onSuperseded: () => this.#superseded(),
      onSetAside: () => void this.#setAside(),
      onGone: () => this.end('disconnected'),
    })
  }

  #handOver(): void {
    if (!this.#signal('leave')) return
    this.#stopTimers()
    void this.#run(() => this.#leave?.handOver())
  }

  #superseded(): void {
    if (!this.#signal('leave')) return
    this.#stopTimers()
    void this.#run(() => this.#leave?.abandon())
  }

  /** Nobody came back for what was broken off: it is transcribed and stored as well. Once. */
  #setAside(): Promise<void> {
    this.#setAsideOnce ??= this.#leave?.setAside(this.#adrift?.since ?? Date.now())
    return this.#setAsideOnce ?? Promise.resolve()
  }

  /** The worker goes while the caller is away: they may come back to another one. */
  #letGo(): void {
    if (!this.#signal('leave')) return
    this.#stopTimers()
    void this.#run(() => this.#store.letGo('disconnected'))
  }

  #endUnopened(reason: CallEndReason, error?: ParleyError): Promise<void> {
    this.#provider.close()
    return endUnopened({ admission: this.#admission, client: this.#client, store: this.#store }, reason, error)
  }

  #stopTimers(): void {
    this.#inbox.deliverTo(() => {})
    this.#clock?.stop()
    this.#drain?.stop()
    this.#adrift?.stop()
    this.#live?.stop()
  }

  /** The last thing that this segment does. */
  async #run(leave: () => unknown): Promise<void> {
    try {
      await leave()
    } catch (cause) {
      log('error', 'leave_taking_failed', { call_id: this.#admission.callId, cause: String(cause) })
    }
    this.#provider.close()
    this.#signal('over')
    this.#over.resolve()
  }

  #signal(signal: SegmentSignal): boolean {
    const next = nextSegmentState(this.#state, signal)
    if (next === undefined) return false
    this.#state = next
    return true
  }
}
