import type { RunEvent } from '@parley/shared/agent-run.ts'
import { readRunEvents } from '../stream/read-run-events.ts'
import type { RunFeed } from '../stream/run-feed.ts'
import type { RunLease, ToolOutcome } from './run-lease.ts'
import type { SavedStep } from './saved-step.ts'

/** Text is stored so often. */
const TEXT_EVERY_MS = 500

type Waiting = { event: RunEvent; wasPassedOn: boolean }

/** A new beginning, and text that itself had to wait for one. */
const holdsText = ({ event, wasPassedOn }: Waiting): boolean =>
  event.type === 'run.resumed' || (event.type === 'text.delta' && !wasPassedOn)

const asWaiting = (event: RunEvent): Waiting => ({ event, wasPassedOn: false })

/**
 * What happens in a run, on its way into rows and to readers: events in their order, one save at a time. Text is passed
 * on at once and stored in larger pieces. Only text that begins anew waits until it is stored that it does: readers would
 * take it for more of what is void.
 */
export class RunJournal {
  readonly #lease: RunLease
  readonly #feed: RunFeed
  readonly #onFault: (error: unknown) => void
  #waiting: Waiting[] = []
  #saving: Promise<void> = Promise.resolve()
  /** Saves that are under way with something that text has to wait for. */
  #holding = 0
  /** Saves that are under way or wait for their turn. */
  #queued = 0
  #timer: number | undefined
  #fault: { error: unknown } | undefined
  #lastSaveAt = performance.now()

  /** @param onFault Told once, of the first save that failed. Nothing is saved from then on. */
  constructor(lease: RunLease, feed: RunFeed, onFault: (error: unknown) => void) {
    this.#lease = lease
    this.#feed = feed
    this.#onFault = onFault
  }

  /** Milliseconds since something was last saved. */
  get silentMs(): number {
    return performance.now() - this.#lastSaveAt
  }

  write(event: RunEvent): void {
    this.#waiting.push({ event, wasPassedOn: false })
    void this.#save()
  }

  /** A piece of a step's text. */
  writeText(data: { step: number; offset: number; delta: string }): void {
    const wasPassedOn = this.#holding === 0 && !this.#waiting.some(holdsText)
    if (wasPassedOn) this.#feed.passOn({ type: 'text.delta', data })
    const last = this.#waiting.at(-1)
    if (last?.event.type === 'text.delta' && last.wasPassedOn === wasPassedOn && last.event.data.step === data.step) {
      last.event.data.delta += data.delta
    } else {
      this.#waiting.push({ event: { type: 'text.delta', data: { ...data } }, wasPassedOn })
    }
    this.#timer ??= setTimeout(() => void this.#save(), TEXT_EVERY_MS)
  }

  /**
   * A complete step, which ends with these events. Text of it that is not stored yet is not stored in pieces any more.
   *
   * @throws what a save failed with, now or before
   */
  async saveStep(step: SavedStep, events: RunEvent[]): Promise<void> {
    const before = this.#takeWaiting().filter(({ event }) => event.type !== 'text.delta')
    const all = [...before, ...events.map(asWaiting)]
    await this.#inTurn(all, (events) => this.#lease.saveStep(step, events))
    this.#throwFault()
  }

  /**
   * What came of a tool call, with the event that tells of it.
   *
   * @throws what a save failed with, now or before
   */
  async finishToolCall(id: string, outcome: ToolOutcome, event: RunEvent): Promise<void> {
    const all = [...this.#takeWaiting(), asWaiting(event)]
    await this.#inTurn(all, (events) => this.#lease.finishToolCall(id, outcome, events))
    this.#throwFault()
  }

  /**
   * Waits until everything is stored.
   *
   * @throws what a save failed with, now or before
   */
  async settle(): Promise<void> {
    await this.#save()
    this.#throwFault()
  }

  /**
   * Ends a run that is answered.
   *
   * @throws what a save failed with, now or before
   */
  async finish(costMicroUsd: number): Promise<void> {
    await this.settle()
    const data = { status: 'completed' as const, error_code: null, cost_micro_usd: costMicroUsd }
    await this.#inTurn([asWaiting({ type: 'run.done', data })], () => this.#lease.finish('completed', null))
    this.#throwFault()
  }

  /** Renews the lease, which also tells whether the run was cancelled. */
  renew(): void {
    // Whatever is on its way does that.
    if (this.#queued === 0) void this.#inTurn([], (events) => this.#lease.saveEvents(events))
  }

  /** Tells readers of events that others stored: a decision, a cancellation. */
  async catchUp(): Promise<void> {
    await this.#saving
    for (const event of await readRunEvents(this.#lease.runId, this.#feed.lastSeq)) this.#feed.stored(event, false)
  }

  /** Nothing is saved any more. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#fault ??= { error: new Error('The journal is closed.') }
  }

  async #save(): Promise<void> {
    const batch = this.#takeWaiting()
    if (batch.length === 0) return await this.#saving
    await this.#inTurn(batch, (events) => this.#lease.saveEvents(events))
  }

  #takeWaiting(): Waiting[] {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const batch = this.#waiting
    this.#waiting = []
    return batch
  }

  #inTurn(batch: Waiting[], save: (events: RunEvent[]) => Promise<number>): Promise<void> {
    const holds = batch.some(holdsText)
    if (holds) this.#holding++
    this.#queued++
    this.#saving = this.#saving.then(async () => {
      try {
        if (this.#fault) return
        this.#lastSaveAt = performance.now()
        const lastSeq = await save(batch.map(({ event }) => event))
        await this.#tell(batch, lastSeq)
      } catch (error) {
        this.#fault = { error }
        this.#onFault(error)
      } finally {
        if (holds) this.#holding--
        this.#queued--
        this.#passOnWaiting()
      }
    })
    return this.#saving
  }

  async #tell(batch: Waiting[], lastSeq: number): Promise<void> {
    if (batch.length === 0) return
    const firstSeq = lastSeq - batch.length + 1
    if (firstSeq > this.#feed.lastSeq + 1) {
      // Others stored something in between.
      const missed = await readRunEvents(this.#lease.runId, this.#feed.lastSeq, firstSeq)
      for (const event of missed) this.#feed.stored(event, false)
    }
    const created_at = new Date().toISOString()
    for (const [index, { event, wasPassedOn }] of batch.entries()) {
      this.#feed.stored({ ...event, seq: firstSeq + index, created_at }, wasPassedOn)
    }
  }

  /** Text that came while an event before it was being saved. */
  #passOnWaiting(): void {
    if (this.#holding > 0) return
    for (const waiting of this.#waiting) {
      if (waiting.event.type === 'run.resumed') return
      if (waiting.event.type !== 'text.delta' || waiting.wasPassedOn) continue
      this.#feed.passOn({ type: 'text.delta', data: { ...waiting.event.data } })
      waiting.wasPassedOn = true
    }
  }

  #throwFault(): void {
    if (this.#fault) throw this.#fault.error
  }
}
