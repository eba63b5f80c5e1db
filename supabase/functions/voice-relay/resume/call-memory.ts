import type { HeardAnswer } from '@parley/shared/relay-events.ts'
import type { ProviderSession } from '../provider/provider-session.ts'
import type { CallStore, TakenOver } from '../segment/call-store.ts'
import type { StoredRow } from '../transcript/transcript-row.ts'
import { rebuildConversation } from './rebuild-conversation.ts'
import { type Reconciled, reconcileHeard } from './reconcile-heard.ts'

/** The last turns may still change until the call is taken over, so the provider gets them only then. */
const TAIL_ROWS = 6

type Provider = Pick<ProviderSession, 'sendJson'>

/** Gives a provider session the memory of the call that goes on in it. */
export class CallMemory {
  #store: Pick<CallStore, 'history'>
  #provider: Provider
  #rows: StoredRow[] = []
  #readAt: string | null = null
  #given = new Set<string>()

  constructor(store: Pick<CallStore, 'history'>, provider: Provider) {
    this.#store = store
    this.#provider = provider
  }

  /** Whether an item is one that this session was rebuilt from. */
  has(itemId: string): boolean {
    return this.#given.has(itemId)
  }

  async load(): Promise<void> {
    const { rows, readAt } = await this.#store.history()
    this.#rows = rows
    this.#readAt = readAt
  }

  /** Tells the provider everything but the last turns, while another segment still carries the call. */
  prepare(): void {
    const tail = this.#rows.slice(-TAIL_ROWS)
    const open = this.#rows.findIndex((row) => row.tool !== null && row.tool.output === undefined)
    const end = Math.max(0, this.#rows.length - tail.length)
    this.#give(this.#rows.slice(0, open === -1 ? end : Math.min(end, open)))
  }

  /** Catches up with what was said meanwhile, settles what the listener has of it, and tells the provider the rest. */
  async complete(start: TakenOver, heard: readonly HeardAnswer[] | null, fresh: boolean): Promise<Reconciled> {
    if (!fresh) await this.#catchUp()
    const from = start.previousTakenAt
    const first = from === null ? -1 : this.#rows.findIndex((row) => row.updated_at >= from)
    const reconciled = reconcileHeard(this.#rows, {
      heard,
      formingItemId: start.formingItemId,
      newFrom: first === -1 ? this.#rows.length : first,
    })
    this.#rows = reconciled.rows
    this.#give(this.#rows.filter((row) => !this.#given.has(row.item_id)))
    return reconciled
  }

  /** Reads again what the provider has not got yet, for rows may also have been taken back. */
  async #catchUp(): Promise<void> {
    const pending = this.#rows.filter((row) => !this.#given.has(row.item_id)).map((row) => row.updated_at)
    const since = pending.toSorted()[0] ?? this.#readAt ?? undefined
    const { rows } = await this.#store.history(since)
    const kept = this.#rows.filter((row) => this.#given.has(row.item_id))
    const byId = new Map([...kept, ...rows].map((row) => [row.item_id, row]))
    this.#rows = [...byId.values()].toSorted((a, b) => a.position - b.position)
  }

  #give(rows: readonly StoredRow[]): void {
    for (const event of rebuildConversation(rows)) this.#provider.sendJson(event)
    for (const row of rows) this.#given.add(row.item_id)
  }
}
