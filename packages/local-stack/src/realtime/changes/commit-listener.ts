import { setTimeout as delay } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'

const RETRY_MS = 250
/** A server that is starting may take a connection and never answer on it. */
const CONNECT_TIMEOUT_S = 3
const PROBE_MS = 15_000

export interface CommitListenerOptions {
  databaseUrl: string
  /** A transaction id, in the order of commits. */
  onCommit(transactionId: string): void
  /** Listening again (or for the first time): what was committed in between came without a notification. */
  onListening(): void
}

/**
 * A connection of its own that hears which transactions left something to deliver, and that comes back by itself after
 * the database was away. It is probed now and then, since a half-open connection hears nothing and says nothing.
 */
export class CommitListener {
  readonly #options: CommitListenerOptions
  #sql: Sql | undefined
  #stopped = false
  #probe: NodeJS.Timeout | undefined

  constructor(options: CommitListenerOptions) {
    this.#options = options
  }

  /** Resolves when listening; rejects when the database cannot be reached this first time. */
  async start(): Promise<void> {
    await this.#listen()
    this.#probe = setInterval(() => this.#sql?.unsafe('select 1').catch(() => {}), PROBE_MS)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#probe)
    await this.#sql?.end({ timeout: 1 })
  }

  async #listen(): Promise<void> {
    const sql = postgres(this.#options.databaseUrl, {
      max: 1,
      connect_timeout: CONNECT_TIMEOUT_S,
      idle_timeout: 0,
      max_lifetime: null,
      fetch_types: false,
      onnotice: () => {},
      onclose: () => void this.#lost(sql),
      ...notificationHandler((payload) => this.#heard(payload)),
    })
    try {
      await sql`listen realtime_outbox`
    } catch (error) {
      await sql.end({ timeout: 1 })
      throw error
    }
    // Stopped while it was connecting: nobody else knows this connection.
    if (this.#stopped) return await sql.end({ timeout: 1 })
    this.#sql = sql
    this.#options.onListening()
  }

  /** Any role may notify, so only what looks like a transaction id is passed on. */
  #heard(payload: string): void {
    if (/^\d{1,20}$/.test(payload)) this.#options.onCommit(payload)
  }

  async #lost(sql: Sql): Promise<void> {
    if (this.#sql !== sql || this.#stopped) return
    this.#sql = undefined
    await sql.end({ timeout: 1 }).catch(() => {})
    while (!this.#stopped && !this.#sql) {
      await delay(RETRY_MS)
      if (!this.#stopped) await this.#listen().catch(() => {})
    }
  }
}

/** postgres.js takes `onnotify` in its options, but its types name it only for its own `listen`. */
function notificationHandler(handle: (payload: string) => void): object {
  return { onnotify: (_channel: string, payload: string) => handle(payload) }
}
