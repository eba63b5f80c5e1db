import type { Sql } from 'postgres'
import type { Identity } from '../authorization/identity.ts'
import type { ChangeRequest } from './change-request.ts'
import { ChangeSubscriptions } from './change-subscriptions.ts'
import { CommitListener } from './commit-listener.ts'
import { OutboxReader } from './outbox-reader.ts'
import type { OutboxRow } from './outbox-row.ts'

/** Takes the changes of its subscriptions. `dataJson` is the `data` of a `postgres_changes` message. */
export interface ChangeListener {
  changed(subscriptionIds: number[], dataJson: string): void
}

export interface ChangeFeedOptions {
  sql: Sql
  databaseUrl: string
  onMessage(messageJson: string): void
  onError(error: unknown): void
}

/** Connects channels with what the database commits: table changes to their subscribers, messages to `onMessage`. */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions
  readonly #subscriptions: ChangeSubscriptions
  readonly #reader: OutboxReader
  readonly #commits: CommitListener
  readonly #listeners = new Map<number, ChangeListener>()
  #lastId = 0

  constructor(options: ChangeFeedOptions) {
    this.#options = options
    this.#subscriptions = new ChangeSubscriptions(options.sql)
    this.#reader = new OutboxReader(options.sql, (row) => this.#deliver(row), options.onError)
    this.#commits = new CommitListener({
      databaseUrl: options.databaseUrl,
      onCommit: (transactionId) => this.#reader.add(transactionId),
      onListening: () => this.#reader.catchUp(),
    })
  }

  /** One feed to a database: it takes over, and forgets what an earlier one left. */
  async start(): Promise<void> {
    await this.#options.sql`select realtime.sync_publication(), realtime.rotate_message_partitions()`
    await this.#subscriptions.reset()
    await this.#commits.start()
  }

  async stop(): Promise<void> {
    await this.#commits.stop()
    await this.#reader.stop()
    await this.#subscriptions.reset().catch(() => {})
  }

  /** A number for a subscription, never used before by this process. */
  nextId(): number {
    return ++this.#lastId
  }

  /**
   * Subscribes all requests or none; existing ids get the new identity.
   *
   * @throws ChangeRequestError with a message for the client
   */
  async subscribe(requests: Map<number, ChangeRequest>, identity: Identity, listener: ChangeListener): Promise<void> {
    for (const id of requests.keys()) this.#listeners.set(id, listener)
    try {
      await this.#subscriptions.replace(requests, identity)
    } catch (error) {
      await this.unsubscribe([...requests.keys()])
      throw error
    }
  }

  async unsubscribe(ids: number[]): Promise<void> {
    for (const id of ids) this.#listeners.delete(id)
    await this.#subscriptions.remove(ids).catch(this.#options.onError)
  }

  #deliver({ action, subscription_ids, data }: OutboxRow): void {
    if (data === null) return
    if (action === 'BROADCAST') this.#options.onMessage(data)
    for (const [listener, ids] of this.#byListener(subscription_ids ?? [])) listener.changed(ids, data)
  }

  #byListener(subscriptionIds: string[]): Map<ChangeListener, number[]> {
    const groups = new Map<ChangeListener, number[]>()
    for (const id of subscriptionIds.map(Number)) {
      const listener = this.#listeners.get(id)
      if (listener) groups.set(listener, [...(groups.get(listener) ?? []), id])
    }
    return groups
  }
}
