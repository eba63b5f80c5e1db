import type { TranscriptRow } from './transcript-row.ts'

/** What is written at once. */
export type Batch = {
  rows: TranscriptRow[]
  /** With these rows stored, the microphone's stream before it is not needed again. Null: says nothing new. */
  audioMs: number | null
  /** The answer that is being made, kept in case its worker dies. Null: none, or one that must wait. */
  forming: TranscriptRow | null
}

/**
 * What became of a batch. A refused one is wrong in itself; a failed one may go through later; a superseded one comes
 * from a segment that the call has left, and so would all others.
 */
export type AppendResult = { outcome: 'stored' | 'superseded' } | { outcome: 'refused' | 'failed'; reason: string }

type WriterOptions = {
  append(batch: Batch): Promise<AppendResult>
  /** How far the conversation is with all rows that were pushed until now. */
  progress(): { audioMs: number | null; forming: TranscriptRow | null }
  onStored(itemIds: string[]): void
  /** Once an outage, after `delayedAfterMs` without a success. */
  onDelayed(): void
  onRefused(rows: TranscriptRow[], reason: string): void
  onSuperseded(): void
  delayedAfterMs?: number
  backoffMs?: { first: number; max: number }
}

const MAX_BATCH = 20

/**
 * The one writer of a call. Rows go out in the order they came, one batch at a time, each as soon as the one before is
 * stored; a newer state of a row that still waits takes its place. Failures are tried again with growing, jittered
 * pauses, for as long as the call lives. A refused batch is split, so that one bad row holds up no other.
 */
export class TranscriptWriter {
  #options: WriterOptions
  #queue = new Map<string, TranscriptRow>()
  #running: Promise<void> | null = null
  #checkpoint = false
  /** Another segment has the call. */
  #lost = false
  /** The checkpoint that the database has, to tell what is news. */
  #forming = 'null'
  /** What the database has acknowledged of the microphone's stream; see {@link Batch}. */
  storedAudioMs = 0
  /** Aborted when the call ends: pauses become short. */
  #hurry = new AbortController()
  /** Aborted when the time is over. */
  #closed = new AbortController()

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /** Whether everything that was pushed is stored. */
  get idle(): boolean {
    return this.#queue.size === 0
  }

  push(row: TranscriptRow): void {
    if (this.#lost) return
    this.#queue.set(row.item_id, row)
    this.#running ??= this.#run()
  }

  /** Stores the answer that is being made, if there is news of it. */
  checkpoint(): void {
    this.#checkpoint = JSON.stringify(this.#options.progress().forming) !== this.#forming
    if (this.#checkpoint) this.#running ??= this.#run()
  }

  /** Waits until all is stored or the time is over; returns the rows that could not be stored, oldest first. */
  async drain(timeoutMs: number): Promise<TranscriptRow[]> {
    this.#hurry.abort()
    let timer: ReturnType<typeof setTimeout> | undefined
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs)
    })
    await Promise.race([this.#running, timeout])
    clearTimeout(timer)
    this.#closed.abort()
    return [...this.#queue.values()]
  }

  async #run(): Promise<void> {
    // A turn of the event loop, so that rows of one event share a batch.
    await Promise.resolve()
    while ((this.#queue.size > 0 || this.#checkpoint) && !this.#closed.signal.aborted) {
      this.#checkpoint = false
      await this.#store(this.#nextBatch())
    }
    this.#running = null
  }

  /** Progress counts only with the last of the rows that led to it. */
  #nextBatch(): Batch {
    const rows = [...this.#queue.values()].slice(0, MAX_BATCH)
    const progress = rows.length === this.#queue.size ? this.#options.progress() : { audioMs: null, forming: null }
    return { rows, ...progress }
  }

  async #store(batch: Batch): Promise<void> {
    const since = Date.now()
    let delayed = false
    for (let attempt = 0; !this.#closed.signal.aborted; attempt += 1) {
      const result = await this.#options.append(batch)
      if (result.outcome === 'stored') return this.#stored(batch)
      if (result.outcome === 'refused') return this.#refused(batch, result.reason)
      if (result.outcome === 'superseded') return this.#superseded()
      if (!delayed && Date.now() - since >= (this.#options.delayedAfterMs ?? 5000)) {
        delayed = true
        this.#options.onDelayed()
      }
      await this.#pause(attempt)
    }
  }

  #stored({ rows, audioMs, forming }: Batch): void {
    for (const row of rows) this.#remove(row)
    this.#forming = JSON.stringify(forming)
    this.storedAudioMs = Math.max(this.storedAudioMs, audioMs ?? 0)
    if (rows.length > 0) this.#options.onStored(rows.map((row) => row.item_id))
  }

  async #refused({ rows }: Batch, reason: string): Promise<void> {
    if (rows.length > 1) {
      for (const row of rows) await this.#store({ rows: [row], audioMs: null, forming: null })
      return
    }
    for (const row of rows) this.#remove(row)
    if (rows.length > 0) this.#options.onRefused(rows, reason)
  }

  /** Another worker has the call, and does again what is not stored. */
  #superseded(): void {
    this.#lost = true
    this.#closed.abort()
    this.#queue.clear()
    this.#options.onSuperseded()
  }

  /** A newer state that came while the batch was under way stays. */
  #remove(row: TranscriptRow): void {
    if (this.#queue.get(row.item_id) === row) this.#queue.delete(row.item_id)
  }

  async #pause(attempt: number): Promise<void> {
    const { first, max } = this.#options.backoffMs ?? { first: 250, max: 1000 }
    const ms = Math.min(max, first * 2 ** attempt) * (0.5 + Math.random() / 2)
    if (this.#hurry.signal.aborted) return await sleep(Math.min(ms, first * 2), this.#closed.signal)
    await sleep(ms, this.#hurry.signal)
  }
}

/** Ends early when the signal aborts. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
