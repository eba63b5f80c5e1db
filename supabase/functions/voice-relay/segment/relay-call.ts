import { ParleyError } from '@parley/shared/parley-error.ts'
import type { CallEndReason } from '@parley/shared/relay-events.ts'
import { type AgentSession, agentSession } from '../../_shared/agent-session.ts'
import { asParleyError } from '../../_shared/error-response.ts'
import { log } from '../../_shared/log.ts'
import type { OpenaiEnv } from '../../_shared/openai-env.ts'
import type { ServerTool } from '../../_shared/tools/server-tool.ts'
import type { FrameInbox } from '../admission/frame-inbox.ts'
import type { Admission } from '../admission/redeem-ticket.ts'
import { CallClient } from '../client/call-client.ts'
import { clientFrame } from '../client/client-frame.ts'
import { presentSegment } from '../client/present-segment.ts'
import type { ProviderEvent } from '../provider/provider-events.ts'
import { ProviderSession } from '../provider/provider-session.ts'
import type { AudioDelta } from '../provider/read-audio-delta.ts'
import { CallMemory } from '../resume/call-memory.ts'
import { CallStore } from './call-store.ts'
import { CarriedCall } from './carried-call.ts'
import { endUnopened } from './end-unopened.ts'
import { type Opened, openSegment } from './open-segment.ts'
import { SegmentLife } from './segment-life.ts'
import type { WorkerLife } from './worker-life.ts'

type CallOptions = {
  socket: WebSocket
  inbox: FrameInbox
  admission: Admission
  /** What the server runs for the agent. */
  tools: readonly ServerTool[]
  env: OpenaiEnv
  life: WorkerLife
}

/**
 * One segment of a call in this worker, from its admission to its end: reaches the provider, takes the call over when
 * it is due, and sends the frames of both sides where they belong. What happens once it has the call is the
 * {@link CarriedCall}'s business.
 */
export class RelayCall {
  #admission: Admission
  #inbox: FrameInbox
  #tools: readonly ServerTool[]
  #session: AgentSession
  #life: SegmentLife
  #workerLife: WorkerLife
  #client: CallClient
  #store: CallStore
  #provider: ProviderSession
  #memory: CallMemory
  #carried: CarriedCall | null = null
  /** What the provider says before the client may hear it: after relay.session. */
  #early: string[] = []
  #expiresAt: number | undefined

  constructor({ socket, inbox, admission, tools, env, life }: CallOptions) {
    this.#admission = admission
    this.#inbox = inbox
    this.#workerLife = life
    this.#life = new SegmentLife(admission.callId)
    this.#tools = tools
    this.#session = agentSession(admission.agent, env, tools)
    this.#client = new CallClient(socket, {
      onSlow: () => this.end('error', new ParleyError('client_too_slow')),
      audioMs: () => this.#carried?.live.audioMs ?? 0,
    })
    this.#store = new CallStore(admission)
    this.#provider = this.#connect(env)
    this.#memory = new CallMemory(this.#store, this.#provider)
    socket.onclose = () => (this.#carried === null ? this.end('disconnected') : this.#carried.clientLost())
    void this.#open().catch((error) => this.end('error', asParleyError(error)))
  }

  /** Settles when this segment is over and everything that was said is stored, reported or left to the next one. */
  get ended(): Promise<void> {
    return this.#life.over
  }

  /** Ends the call with this segment, or only the segment where another one has the call. The first reason stands. */
  end(reason: CallEndReason, error?: ParleyError): void {
    if (this.#carried !== null) this.#carried.end(reason, error)
    else if (this.#life.signal('end')) void this.#life.finish(() => this.#endUnopened(reason, error))
  }

  /** The platform takes the worker away. */
  unload(): void {
    if (this.#carried !== null) this.#carried.unload()
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
    if (opened !== null && this.#life.signal('taken')) this.#carry(opened)
  }

  #standBy(): boolean {
    const { callId, segment } = this.#admission
    if (!this.#life.signal('ready')) return false
    this.#client.tell({ type: 'relay.standby', call_id: callId, segment })
    return true
  }

  /** From here on this segment has the call. */
  #carry(opened: Opened): void {
    this.#carried = new CarriedCall({
      admission: this.#admission,
      session: this.#session,
      life: this.#life,
      workerLife: this.#workerLife,
      inbox: this.#inbox,
      client: this.#client,
      store: this.#store,
      provider: this.#provider,
      opened,
      tools: this.#tools,
      expiresAt: this.#expiresAt,
    })
    presentSegment(this.#client, { admission: this.#admission, ...opened, early: this.#early.splice(0) })
    this.#carried.begin()
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
    if (this.#carried === null || !this.#life.carrying) return
    this.#client.send(frame)
    this.#carried.live.spoken(delta)
  }

  #fromProvider(event: ProviderEvent, frame: string): void {
    const carried = this.#carried
    if (carried === null) this.#beforeClient(event, frame)
    else if (!carried.takesLeaveWith(event) && !carried.live.isOwn(event) && !this.#isRebuilt(event)) {
      const forClient = clientFrame(event, frame)
      if (forClient !== null) this.#client.send(forClient)
      carried.live.fromProvider(event)
    }
  }

  /** The client hears of its session once it has the call. */
  #beforeClient(event: ProviderEvent, frame: string): void {
    if (event.type === 'session.created') this.#expiresAt = event.session.expires_at
    const forClient = event.type.startsWith('session.') ? clientFrame(event, frame) : null
    if (forClient !== null) this.#early.push(forClient)
  }

  /** Whether an event tells of a turn that the relay itself gave to the provider. */
  #isRebuilt(event: ProviderEvent): boolean {
    return 'item' in event && this.#memory.has(event.item.id ?? '')
  }

  #providerLost(error: ParleyError): void {
    const { code } = error
    log('warn', 'provider_lost', { call_id: this.#admission.callId, code, detail: String(error.cause ?? '') })
    const reason = code === 'provider_closed' || code === 'provider_session_expired' ? code : 'error'
    if (this.#carried !== null) this.#carried.providerLost(reason, error)
    else this.end(reason, error)
  }

  #endUnopened(reason: CallEndReason, error?: ParleyError): Promise<void> {
    this.#provider.close()
    return endUnopened({ admission: this.#admission, client: this.#client, store: this.#store }, reason, error)
  }
}
