import { type InterruptReason, RunInterrupt } from '../loop/run-interrupt.ts'
import type { RunFeed } from '../stream/run-feed.ts'

/** A run that this worker carries at the moment. */
export class ActiveRun {
  readonly runId: string
  readonly #abort = new AbortController()
  readonly #feed = Promise.withResolvers<RunFeed | null>()

  constructor(runId: string) {
    this.runId = runId
  }

  /** Aborted with a {@link RunInterrupt}. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Its events, once the worker knows where they begin; null where it had to give up before. */
  get feed(): Promise<RunFeed | null> {
    return this.#feed.promise
  }

  open(feed: RunFeed): void {
    this.#feed.resolve(feed)
  }

  interrupt(reason: InterruptReason): void {
    this.#abort.abort(new RunInterrupt(reason))
  }

  /** The worker carries it no more. */
  async close(): Promise<void> {
    this.#feed.resolve(null)
    const feed = await this.#feed.promise
    feed?.close()
  }
}

/** The runs of this worker. */
export const activeRuns = new Map<string, ActiveRun>()
