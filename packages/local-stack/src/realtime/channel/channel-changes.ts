import { setTimeout as delay } from 'node:timers/promises'
import type { Identity } from '../authorization/identity.ts'
import type { ChangeFeed, ChangeListener } from '../changes/change-feed.ts'
import { type ChangeRequest, changeRequest } from '../changes/change-request.ts'
import { ChangeRequestError } from '../changes/change-request-error.ts'
import type { ChannelTransport } from './channel-transport.ts'

const RETRY_MS = 2_000

/** The postgres_changes side of one channel: its bindings, which the join's reply echoes with an id each. */
export class ChannelChanges implements ChangeListener {
  readonly #feed: ChangeFeed
  readonly #transport: ChannelTransport
  readonly #closed: AbortSignal
  readonly bindings: (Record<string, unknown> & { id: number })[]

  constructor(feed: ChangeFeed, transport: ChannelTransport, bindings: Record<string, unknown>[], closed: AbortSignal) {
    this.#feed = feed
    this.#transport = transport
    this.#closed = closed
    this.bindings = bindings.map((binding) => ({ ...binding, id: feed.nextId() }))
  }

  /**
   * Subscribes as this identity, replacing an earlier one.
   *
   * @throws ChangeRequestError when the bindings cannot be served
   */
  async subscribe(identity: Identity): Promise<void> {
    if (this.bindings.length === 0) return
    const requests = new Map<number, ChangeRequest>()
    for (const binding of this.bindings) requests.set(binding.id, changeRequest(binding))
    await this.#feed.subscribe(requests, identity, this)
  }

  /** As `subscribe`, with a system message for the outcome. A database that is away is tried again until the close. */
  async subscribeAndTell(identity: () => Identity): Promise<void> {
    while (this.bindings.length > 0 && !this.#closed.aborted) {
      try {
        await this.subscribe(identity())
        return this.tellSubscribed()
      } catch (error) {
        this.#transport.system('postgres_changes', 'error', messageOf(error))
        if (error instanceof ChangeRequestError) return
        await delay(RETRY_MS, undefined, { signal: this.#closed }).catch(() => {})
      }
    }
  }

  tellSubscribed(): void {
    if (this.bindings.length > 0) this.#transport.system('postgres_changes', 'ok', 'Subscribed to PostgreSQL')
  }

  async leave(): Promise<void> {
    await this.#feed.unsubscribe(this.bindings.map(({ id }) => id))
  }

  changed(subscriptionIds: number[], dataJson: string): void {
    if (!this.#closed.aborted) this.#transport.change(subscriptionIds, dataJson)
  }
}

function messageOf(error: unknown): string {
  return error instanceof ChangeRequestError
    ? error.message
    : 'Realtime was unable to connect to the project database; it will try again'
}
