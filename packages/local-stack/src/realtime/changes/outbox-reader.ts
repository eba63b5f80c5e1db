import type { Sql } from 'postgres'
import type { OutboxRow } from './outbox-row.ts'

const MAX_ROWS = 200
const RETRY_MS = 500

/**
 * Empties the outbox in the order of commits, one read at a time. A row is removed after it was delivered; when the
 * database goes away in between, it is delivered once all the same, because its id is remembered until it is removed.
 */
export class OutboxReader {
  readonly #sql: Sql
  readonly #deliver: (row: OutboxRow) => void
  readonly #onError: (error: unknown) => void
  readonly #deliveredIds = new Set<string>()
  #committed: string[] = []
  #everything = false
  #running: Promise<void> | undefined
  #retry: NodeJS.Timeout | undefined
  #stopped = false

  constructor(sql: Sql, deliver: (row: OutboxRow) => void, onError: (error: unknown) => void) {
    this.#sql = sql
    this.#deliver = deliver
    this.#onError = onError
  }

  /** A transaction has committed rows. Call in the order of commits. */
  add(transactionId: string): void {
    this.#committed.push(transactionId)
    this.#run()
  }

  /** Delivers what is pending although no notification came for it, as after a lost connection. */
  catchUp(): void {
    this.#everything = true
    this.#run()
  }

  /** Resolves when nothing is being read any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#retry)
    await this.#running
  }

  #run(): void {
    if (this.#stopped || this.#running) return
    clearTimeout(this.#retry)
    this.#running = this.#drain().then(
      () => this.#ended(),
      (error: unknown) => this.#failed(error),
    )
  }

  #ended(): void {
    this.#running = undefined
    if (this.#everything || this.#committed.length > 0) this.#run()
  }

  /** Rows stay in the outbox: nothing is lost, it is tried again. */
  #failed(error: unknown): void {
    this.#running = undefined
    this.#everything = true
    if (this.#stopped) return
    this.#onError(error)
    this.#retry = setTimeout(() => this.#run(), RETRY_MS)
  }

  async #drain(): Promise<void> {
    while (this.#everything || this.#committed.length > 0) {
      const transactions = this.#everything ? null : this.#committed
      this.#everything = false
      this.#committed = []
      while (!this.#stopped && (await this.#deliverSome(transactions))) {}
    }
  }

  /** Returns whether there may be more. */
  async #deliverSome(transactions: string[] | null): Promise<boolean> {
    const rows = await this.#sql<OutboxRow[]>`
      select * from realtime.read_outbox(${transactions}::text[], ${MAX_ROWS})`
    const ids = new Set(rows.map((row) => row.outbox_id))
    for (const row of rows) if (!this.#deliveredIds.has(row.outbox_id)) this.#deliver(row)
    for (const id of ids) this.#deliveredIds.add(id)
    if (ids.size > 0) await this.#sql`delete from realtime.outbox where id = any(${[...ids]}::bigint[])`
    for (const id of ids) this.#deliveredIds.delete(id)
    return ids.size === MAX_ROWS
  }
}
