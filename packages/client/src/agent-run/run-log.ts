import type { StoredRunEvent } from '@parley/shared/agent-run'
import { applyRunEvent, applyRunRows, type LiveRunEvent } from './apply-run-event.ts'
import { hasGap, isOver, type RunState } from './run-state.ts'
import type { RunTiming } from './run-timing.ts'

type RunLogOptions = {
  state: RunState
  timing: Pick<RunTiming, 'gapMs' | 'quietMs'>
  readRows: (runId: string, after: number) => Promise<StoredRunEvent[]>
  onChange: (state: RunState) => void
  /** Whether rows could be read. */
  onRows: (read: boolean) => void
}

/**
 * A run's events in order, whichever way they come: what is missing is read from rows, after a moment, since most of it
 * is only late; and a run that says nothing for long is asked, since a broadcast may be lost without a trace.
 */
export class RunLog {
  readonly #options: RunLogOptions
  #state: RunState
  #heardAt = Date.now()
  #reading: Promise<void> | null = null
  #gapTimer: ReturnType<typeof setTimeout> | undefined
  #watchTimer: ReturnType<typeof setInterval> | undefined
  #closed = false

  constructor(options: RunLogOptions) {
    this.#options = options
    this.#state = options.state
  }

  get state(): RunState {
    return this.#state
  }

  /** One more event of this run. */
  take(event: LiveRunEvent): void {
    this.#heardAt = Date.now()
    this.#set(applyRunEvent(this.#state, event))
    if (!hasGap(this.#state)) return
    this.#gapTimer ??= setTimeout(() => {
      this.#gapTimer = undefined
      if (hasGap(this.#state)) void this.readRows()
    }, this.#options.timing.gapMs)
  }

  /** Which run it is, where its first event is still to be read. */
  name(runId: string): void {
    if (this.#state.runId === null) this.#state = { ...this.#state, runId }
  }

  /** Reads what is missing, if anything is. Rejects nothing. */
  readRows(): Promise<void> {
    this.#reading ??= this.#readRows().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  /** Asks when the run is silent for long. A run that waits for a person may be. */
  watch(): void {
    const { quietMs } = this.#options.timing
    this.#watchTimer ??= setInterval(() => {
      const mayBeSilent = isOver(this.#state) || this.#state.status === 'waiting'
      if (!mayBeSilent && Date.now() - this.#heardAt >= quietMs) void this.readRows()
    }, quietMs)
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#gapTimer)
    clearInterval(this.#watchTimer)
  }

  async #readRows(): Promise<void> {
    const { runId, lastSeq } = this.#state
    if (runId === null || this.#closed) return
    try {
      const rows = await this.#options.readRows(runId, lastSeq)
      this.#heardAt = Date.now()
      this.#set(applyRunRows(this.#state, rows))
      this.#options.onRows(true)
    } catch {
      this.#options.onRows(false)
    }
  }

  #set(state: RunState): void {
    if (state === this.#state || this.#closed) return
    this.#state = state
    this.#options.onChange(state)
  }
}
