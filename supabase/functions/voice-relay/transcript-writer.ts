import type { TranscriptRow } from './transcript-row.ts'

/** What became of a batch. A refused one is wrong in itself; a failed one may go through later. */
export type AppendResult = { outcome: 'stored' } | { outcome: 'refused' | 'failed'; reason: string }

type WriterOptions = {
  append(rows: TranscriptRow[]): Promise<AppendResult>
  onStored(itemIds: string[]): void
  /** Once an outage, after `delayedAfterMs` without a success. */
  onDelayed(): void
  onRefused(rows: TranscriptRow[], reason: string): void
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
  #wake = new AbortController()
  #closed = false

  constructor(options: WriterOptions) {
    this.#options = options
  }

  push(row: TranscriptRow): void {
    this.#queue.set(row.item_id, row)
    this.#running ??= this.#run()
  }

  /** Waits until all is stored or the time is over; returns the rows that could not be stored, oldest first. */
  async drain(timeoutMs: number): Promise<TranscriptRow[]> {
    this.#wake.abort()
    let timer: ReturnType<typeof setTimeout> | undefined
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs)
    })
    await Promise.race([this.#running, timeout])
    clearTimeout(timer)
    this.#closed = true
    return [...this.#queue.values()]
  }

  async #run(): Promise<void> {
    // A turn of the event loop, so that rows of one event share a batch.
    await Promise.resolve()
    while (this.#queue.size > 0 && !this.#closed) {
      const batch = [...this.#queue.values()].slice(0, MAX_BATCH)
      await this.#store(batch)
    }
    this.#running = null
  }

  async #store(batch: TranscriptRow[]): Promise<void> {
    const since = Date.now()
    let delayed = false
    for (let attempt = 0; !this.#closed; attempt += 1) {
      const result = await this.#options.append(batch)
      if (result.outcome === 'stored') return this.#stored(batch)
      if (result.outcome === 'refused') return this.#refused(batch, result.reason)
      if (!delayed && Date.now() - since >= (this.#options.delayedAfterMs ?? 5000)) {
        delayed = true
        this.#options.onDelayed()
      }
      await this.#pause(attempt)
    }
  }

  #stored(batch: TranscriptRow[]): void {
    for (const row of batch) this.#remove(row)
    this.#options.onStored(batch.map((row) => row.item_id))
  }

  async #refused(batch: TranscriptRow[], reason: string): Promise<void> {
    if (batch.length > 1) {
      for (const row of batch) await this.#store([row])
      return
    }
    for (const row of batch) this.#remove(row)
    this.#options.onRefused(batch, reason)
  }

  /** A newer state that came while the batch was under way stays. */
  #remove(row: TranscriptRow): void {
    if (this.#queue.get(row.item_id) === row) this.#queue.delete(row.item_id)
  }

  async #pause(attempt: number): Promise<void> {
    const { first, max } = this.#options.backoffMs ?? { first: 250, max: 3000 }
    const ms = Math.min(max, first * 2 ** attempt) * (0.5 + Math.random() / 2)
    if (this.#wake.signal.aborted) return await sleep(Math.min(ms, first * 2))
    await sleep(ms, this.#wake.signal)
  }
}

function sleep(ms: number, wake?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    wake?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
