import type { RunEvent, RunStatus } from '@parley/shared/agent-run.ts'
import { ParleyError } from '@parley/shared/parley-error.ts'
import { toParleyError } from '../../_shared/to-parley-error.ts'
import { userClient } from '../../_shared/user-client.ts'
import type { User } from '../../_shared/verify-user.ts'
import { encodeEvent, type SentRunEvent } from './encode-event.ts'
import type { EventStream } from './event-stream.ts'
import type { RunFeed } from './run-feed.ts'

/** Rows that are read at a time. */
const PAGE = 500

/** Somebody who reads a run along, and how far they are. Rows are read as them. */
export class RunReader {
  readonly runId: string
  readonly #stream: EventStream
  readonly #client: ReturnType<typeof userClient>
  #sessionId = ''
  #lastSeq: number
  #isOver = false

  constructor(stream: EventStream, user: User, runId: string, after: number) {
    this.runId = runId
    this.#stream = stream
    this.#client = userClient(user)
    this.#lastSeq = after
  }

  get gone(): AbortSignal {
    return this.#stream.gone
  }

  /** The run has ended, and the reader has its last event. */
  get isOver(): boolean {
    return this.#isOver
  }

  /**
   * Looks whether the run is this reader's.
   *
   * @throws {ParleyError} run_not_found
   */
  async open(): Promise<void> {
    this.#sessionId = (await this.#readRun()).session_id
  }

  /** Sends what is stored behind the last that was sent. Answers how the run stood before. */
  async readRows(): Promise<RunStatus> {
    const { status } = await this.#readRun()
    for (let count = PAGE; count === PAGE && !this.gone.aborted; ) {
      const { data, error } = await this.#client
        .schema('ai')
        .from('run_events')
        .select('seq, type, data, created_at')
        .eq('run_id', this.runId)
        .gt('seq', this.#lastSeq)
        .order('seq')
        .limit(PAGE)
      if (error) throw toParleyError(error)
      count = data.length
      const ids = { run_id: this.runId, session_id: this.#sessionId }
      for (const row of data)
        this.#send({ ...(row as unknown as RunEvent & { seq: number; created_at: string }), ...ids })
    }
    this.#isOver = ['completed', 'failed', 'cancelled'].includes(status)
    return status as RunStatus
  }

  /** Follows a run in this worker until it leaves, the reader goes, or the time is over (`performance.now()`). */
  async followFeed(feed: RunFeed, endAt: number): Promise<void> {
    if (this.#lastSeq < feed.firstSeq) await this.readRows()
    const ended = Promise.withResolvers<void>()
    const stop = feed.follow(this.#lastSeq, (event) => {
      this.#send(event)
      if (event.type === 'run.done') ended.resolve()
    })
    const timeout = setTimeout(ended.resolve, Math.max(0, endAt - performance.now()))
    await Promise.race([feed.closed, this.#stream.left, ended.promise])
    clearTimeout(timeout)
    stop()
  }

  async pause(ms: number): Promise<void> {
    const timer = Promise.withResolvers<void>()
    const timeout = setTimeout(timer.resolve, ms)
    await Promise.race([this.#stream.left, timer.promise])
    clearTimeout(timeout)
  }

  #send(event: SentRunEvent): void {
    if (event.seq !== null && event.seq <= this.#lastSeq) return
    if (event.seq !== null) this.#lastSeq = event.seq
    // Of rows, the next one may say that the run was retried.
    this.#isOver = event.type === 'run.done'
    this.#stream.write(encodeEvent(event))
  }

  async #readRun(): Promise<{ session_id: string; status: string }> {
    const { data, error } = await this.#client
      .schema('ai')
      .from('runs')
      .select('session_id, status')
      .eq('id', this.runId)
      .maybeSingle()
    if (error) throw toParleyError(error)
    if (!data) throw new ParleyError('run_not_found')
    return data
  }
}
