import type { ParleyError } from '@parley/shared/parley-error.ts'
import type { CallEndReason, DrainReason } from '@parley/shared/relay-events.ts'
import type { AgentSession } from '../../_shared/agent-session.ts'
import { log } from '../../_shared/log.ts'
import type { ServerTool } from '../../_shared/tools/server-tool.ts'
import type { FrameInbox } from '../admission/frame-inbox.ts'
import type { Admission } from '../admission/redeem-ticket.ts'
import type { CallClient } from '../client/call-client.ts'
import type { ProviderEvent } from '../provider/provider-events.ts'
import type { ProviderSession } from '../provider/provider-session.ts'
import { nextAnswer, say } from '../resume/next-answer.ts'
import { CallToolStore } from '../tools/call-tool-store.ts'
import { Adrift } from './adrift.ts'
import type { CallStore } from './call-store.ts'
import { DrainWatch } from './drain-watch.ts'
import { LeaveTaking } from './leave-taking.ts'
import { LiveSegment } from './live-segment.ts'
import type { Opened } from './open-segment.ts'
import { SegmentClock } from './segment-clock.ts'
import type { SegmentLife } from './segment-life.ts'
import type { WorkerLife } from './worker-life.ts'

/** How long a client has for its first event, when the provider is gone before it. */
const FIRST_EVENT_WITHIN_MS = 1_000
/** How long a client has to move on when the provider is gone, or the worker is being unloaded. */
const PROVIDER_LOST_DEADLINE_MS = 10_000
const UNLOAD_DEADLINE_MS = 1_500

export type CarriedParts = {
  admission: Admission
  session: AgentSession
  life: SegmentLife
  workerLife: WorkerLife
  inbox: FrameInbox
  client: CallClient
  store: CallStore
  provider: ProviderSession
  opened: Opened
  /** What the server runs for the agent. */
  tools: readonly ServerTool[]
  /** The provider's time limit, in epoch seconds. */
  expiresAt: number | undefined
}

/**
 * A call while a segment has it: decides when the client is asked to move on, what happens when it is gone, and in which
 * way the segment lets go. What passes meanwhile is the {@link LiveSegment}'s business, how leave is taken
 * {@link LeaveTaking}'s.
 */
export class CarriedCall {
  readonly live: LiveSegment
  #parts: CarriedParts
  #leave: LeaveTaking
  #clock: SegmentClock
  #drain: DrainWatch
  readonly #begunAt = performance.now()
  #adrift: Adrift | null = null
  #setAsideOnce: Promise<void> | undefined

  constructor(parts: CarriedParts) {
    this.#parts = parts
    const { admission, client, provider, store, workerLife, expiresAt } = parts
    this.live = this.#createLive()
    // Who took over knows how to move on.
    if (admission.standby) this.live.canMove()
    this.#leave = new LeaveTaking({ callId: admission.callId, client, provider, store, live: this.live })
    this.#clock = new SegmentClock({ store, live: this.live, onSuperseded: () => this.#superseded() })
    this.#drain = new DrainWatch({
      life: workerLife,
      onDrain: (reason, deadlineMs) => this.#askToLeave(reason, deadlineMs),
      onDeadline: () => this.#handOver(),
    })
    this.#drain.providerExpires(expiresAt)
  }

  /** The agent says what it owes, and the client's frames come in. */
  begin(): void {
    const { admission, session, opened, client, inbox, life } = this.#parts
    const { resumed } = opened
    const { greeting } = admission.agent
    if (resumed !== null) this.live.owe(nextAnswer(resumed, { greeting, instructions: session.instructions }))
    else if (greeting !== '') this.live.responses.request(say(greeting))
    this.live.tools.resume(resumed?.rows ?? [])
    // After the provider's event at hand, which the client has not got yet.
    queueMicrotask(() => life.carrying && inbox.deliverTo((frame) => this.live.take(frame)))
    if (!client.open) this.clientLost()
  }

  /** True when an event is for whoever takes leave, and for nobody else. */
  takesLeaveWith(event: ProviderEvent): boolean {
    if (this.#parts.life.carrying && this.#setAsideOnce === undefined) return false
    this.#leave.take(event)
    return true
  }

  end(reason: CallEndReason, error?: ParleyError): void {
    if (this.#parts.life.signal('end')) this.#finish(() => this.#leave.end(reason, error, this.#adrift?.since))
  }

  /** The platform takes the worker away: the client has a moment to move on, or the call ends here. */
  unload(): void {
    if (this.#adrift !== null) this.#letGo()
    else void this.#isMovable().then((movable) => this.#moveOrEnd(movable))
  }

  #moveOrEnd(movable: boolean): void {
    if (this.#adrift !== null) this.#letGo()
    else if (movable) this.#askToLeave('shutdown', UNLOAD_DEADLINE_MS)
    else this.end('disconnected')
  }

  clientLost(): void {
    // One that was cut off before its first event may be one that comes back.
    if (!this.live.movable && !this.#hasJustBegun) {
      this.end('disconnected')
      return
    }
    if (!this.#parts.life.signal('client-lost')) return
    this.#parts.inbox.deliverTo(() => {})
    this.live.owed.cancel()
    this.#adrift = new Adrift({
      store: this.#parts.store,
      onSuperseded: () => this.#superseded(),
      onSetAside: () => void this.#setAside(),
      onGone: () => this.end('disconnected'),
    })
  }

  /** Without a provider the call goes on with another worker, if its client can move. */
  providerLost(reason: CallEndReason, error: ParleyError): void {
    if (this.#adrift !== null) return
    void this.#isMovable().then((movable) => {
      if (this.#adrift !== null) return
      if (movable) this.#askToLeave('provider_lost', PROVIDER_LOST_DEADLINE_MS)
      else this.end(reason, error)
    })
  }

  /** So lately that the client's first event may be on its way, which tells whether it can move. */
  get #hasJustBegun(): boolean {
    return this.live.untold && performance.now() - this.#begunAt < FIRST_EVENT_WITHIN_MS
  }

  /** A client that has just got the call may be about to say that it can move to another worker. */
  async #isMovable(): Promise<boolean> {
    if (this.live.movable || !this.#hasJustBegun) return this.live.movable
    const { promise: tooLate, resolve } = Promise.withResolvers<false>()
    const timer = setTimeout(resolve, FIRST_EVENT_WITHIN_MS, false)
    const movable = await Promise.race([this.live.whenMovable, tooLate])
    clearTimeout(timer)
    return movable
  }

  #askToLeave(reason: DrainReason, deadlineMs: number): void {
    const { life, client, admission } = this.#parts
    if (!this.live.movable) return
    life.signal('drain')
    if (life.state !== 'draining') return
    log('info', 'call_draining', { call_id: admission.callId, reason })
    this.#drain.expect(deadlineMs)
    client.tell({ type: 'relay.draining', reason, deadline_ms: Math.round(deadlineMs) })
  }

  #handOver(): void {
    if (this.#parts.life.signal('leave')) this.#finish(() => this.#leave.handOver())
  }

  #superseded(): void {
    if (this.#parts.life.signal('leave')) this.#finish(() => this.#leave.abandon())
  }

  /** Nobody came back for what was broken off: it is transcribed and stored as well. Once. */
  #setAside(): Promise<void> {
    this.#setAsideOnce ??= this.#leave.setAside(this.#adrift?.since ?? Date.now())
    return this.#setAsideOnce
  }

  /**
   * The worker goes while the caller is away: they may come back to another one. What was broken off a moment ago they
   * will bring in one piece; to store the beginning of it now would make two turns of it.
   */
  #letGo(): void {
    if (!this.#parts.life.signal('leave')) return
    this.#finish(async () => {
      await this.#setAsideOnce
      await this.#leave.handOver('disconnected')
    })
  }

  #finish(leave: () => unknown): void {
    this.#parts.inbox.deliverTo(() => {})
    this.#clock.stop()
    this.#drain.stop()
    this.#adrift?.stop()
    this.live.stop()
    void this.#parts.life.finish(leave)
  }

  #createLive(): LiveSegment {
    const { admission, session, client, provider, store, opened, tools } = this.#parts
    const { callId, userId: personId, organizationId, agent } = admission
    return new LiveSegment({
      callId,
      session,
      client,
      provider,
      store,
      opened,
      tools,
      toolContext: { personId, agentId: agent.id, organizationId, callId },
      toolStore: new CallToolStore(admission),
      onHangUp: () => this.end('hangup'),
      onHandOver: () => this.#handOver(),
      onSuperseded: () => this.#superseded(),
      onFatal: (error) => this.end('error', error),
    })
  }
}
