import type { CallSessionResponse } from '@parley/shared/call-session'
import type { DrainReason, RelayEvent } from '@parley/shared/relay-events'
import { CallError } from './call-error.ts'
import type { CallTiming } from './call-timing.ts'
import { type HandOverSituation, handOverBegins, handOverStep, nextFailed } from './hand-over-step.ts'
import type { Segment } from './segment.ts'

/** Looked at anew so often, whatever happens: timers of a suspended page do not fire when they should. */
const LOOK_MS = 1_000
/** An attempt older than this when the network comes back began on a network that is gone. */
const STALE_ATTEMPT_MS = 2_000

/** What is asked of the call's line, and told to it. */
export type HandOverPorts = {
  ticket(): Promise<CallSessionResponse>
  /** Opens the socket; what comes of it is told to this hand-over. */
  connect(ticket: CallSessionResponse): Segment
  quiet(): boolean
  /** Send the old worker nothing more, and tell it to let go. */
  leave(): void
  /** Listen to the old worker no more, and tell the next one to take the call. */
  takeOver(next: Segment): void
  /** Nobody has the call. Told once. */
  onLost(): void
  /** Something that a page may show has changed, or a second has passed. */
  onProgress(): void
  /** No worker can be had any more. */
  onGivenUp(error: CallError): void
  /** Whether trying again makes no sense after this error. */
  isFinal(error: CallError): boolean
}

/**
 * One change from a worker to the next, planned or not: decides by {@link handOverStep} and does what it says. Over when
 * the next one has the call, when it gives up, or when it is stopped.
 */
export class HandOver {
  readonly #ports: HandOverPorts
  readonly #timing: CallTiming
  readonly reason: DrainReason | 'lost'
  #situation: HandOverSituation
  #next: Segment | undefined
  #attempt: symbol | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #over = false

  constructor(reason: DrainReason | 'lost', ports: HandOverPorts, timing: CallTiming) {
    this.#ports = ports
    this.#timing = timing
    this.reason = reason
    this.#situation = handOverBegins(Date.now(), reason === 'lost' ? 'gone' : 'serving')
  }

  /** The connection that may get the call. */
  get next(): Segment | undefined {
    return this.#next
  }

  /** Nothing was ever without a worker. */
  get planned(): boolean {
    return this.#situation.lostAt === null
  }

  get attempt(): number {
    return this.#situation.attempt
  }

  /** The old worker's words count no more. */
  get asked(): boolean {
    return this.#situation.next === 'asked'
  }

  /** The old worker was told to let go, or is gone. */
  get left(): boolean {
    return this.#situation.old !== 'serving'
  }

  /** A next one is there that can be told to take the call, or was. */
  get reachable(): boolean {
    return !['none', 'opening'].includes(this.#situation.next)
  }

  /** The old worker wants to be left, for another reason or at another time than before. */
  drain({ reason, deadline_ms }: Extract<RelayEvent, { type: 'relay.draining' }>): void {
    const deadlineAt = Math.min(this.#situation.deadlineAt, Date.now() + deadline_ms)
    this.#change({ deadlineAt, urgent: this.#situation.urgent || reason === 'provider_lost' })
  }

  /** The old worker has let go, asked to or at its deadline. */
  handedOver(): void {
    if (this.#situation.old !== 'serving') this.#change({ handedOver: true })
    else if (this.reachable) this.#leave(true)
    else this.oldGone()
  }

  /** The old worker's socket is gone. */
  oldGone(): void {
    if (this.#situation.old === 'left') this.handedOver()
    if (this.#situation.old !== 'serving') return
    const now = Date.now()
    this.#situation = { ...this.#situation, old: 'gone', lostAt: now, attempt: 0, retryAt: now }
    this.#ports.onLost()
    this.look()
  }

  opened(): void {
    if (this.#situation.next === 'opening') this.#change({ next: 'open', nextSince: Date.now() })
  }

  standsBy(): void {
    if (this.#situation.next === 'open') this.#change({ next: 'standby', nextSince: Date.now() })
  }

  /** The next one cannot be had: another is tried. */
  failed(error?: CallError): void {
    if (this.#over) return
    this.#attempt = undefined
    this.#next?.close()
    this.#next = undefined
    if (error && this.#ports.isFinal(error)) {
      this.#giveUp(error)
      return
    }
    const wasLost = !this.planned
    this.#situation = nextFailed(this.#situation, Date.now())
    if (!wasLost && !this.planned) this.#ports.onLost()
    this.#ports.onProgress()
    this.look()
  }

  /** The network is back, or the page woke up: no pause makes sense now. */
  retryNow(): void {
    const { next, nextSince } = this.#situation
    if (next === 'opening' && Date.now() - nextSince > STALE_ATTEMPT_MS) this.failed()
    this.#change({ retryAt: Date.now() })
  }

  /** Looks at the situation and does what is to be done. Call when something may have changed. */
  look(): void {
    clearTimeout(this.#timer)
    while (!this.#over) {
      const now = Date.now()
      const step = handOverStep(this.#situation, now, this.#ports.quiet(), this.#timing)
      if (step.do !== 'wait') {
        this.#perform(step.do)
        continue
      }
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#tick(), Math.min(step.until - now, LOOK_MS))
      return
    }
  }

  /** Over. The next one is closed unless it has the call. */
  stop(keep?: Segment): void {
    this.#over = true
    clearTimeout(this.#timer)
    if (this.#next !== keep) this.#next?.close()
  }

  #tick(): void {
    this.#ports.onProgress()
    this.look()
  }

  #change(change: Partial<HandOverSituation>): void {
    this.#situation = { ...this.#situation, ...change }
    this.look()
  }

  #perform(what: 'open' | 'drop' | 'hand-over' | 'take-over' | 'give-up'): void {
    const now = Date.now()
    if (what === 'give-up') this.#giveUp(new CallError('connection_lost'))
    if (what === 'drop') this.failed()
    if (what === 'open') {
      this.#situation = { ...this.#situation, next: 'opening', nextSince: now }
      void this.#open()
    }
    if (what === 'hand-over') this.#leave(false)
    if (what === 'take-over' && this.#next) {
      this.#situation = { ...this.#situation, next: 'asked', nextSince: now }
      this.#ports.takeOver(this.#next)
    }
  }

  #leave(handedOver: boolean): void {
    this.#situation = { ...this.#situation, old: 'left', leftAt: Date.now(), handedOver }
    this.#ports.leave()
    if (handedOver) this.look()
  }

  async #open(): Promise<void> {
    const attempt = Symbol('attempt')
    this.#attempt = attempt
    try {
      const ticket = await this.#ports.ticket()
      if (this.#attempt === attempt && !this.#over) this.#next = this.#ports.connect(ticket)
    } catch (cause) {
      if (this.#attempt !== attempt) return
      this.failed(cause instanceof CallError ? cause : new CallError('network_unreachable', { cause }))
    }
  }

  #giveUp(error: CallError): void {
    this.stop()
    this.#ports.onGivenUp(error)
  }
}
