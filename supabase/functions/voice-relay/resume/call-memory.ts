import type { HeardAnswer } from '@parley/shared/relay-events.ts'
import type { ProviderSession } from '../provider/provider-session.ts'
import type { CallStore, TakenOver } from '../segment/call-store.ts'
import type { StoredRow } from '../transcript/transcript-row.ts'
import { rebuildConversation } from './rebuild-conversation.ts'
import { recallSession } from './recall-session.ts'
import { type Reconciled, reconcileHeard } from './reconcile-heard.ts'
import type { SessionTurn } from './session-turn.ts'

/** The last turns may still change until the call is taken over, so the provider gets them only then. */
const TAIL_ROWS = 6

type Store = Pick<CallStore, 'history' | 'sessionHistory' | 'callId'>
type Provider = Pick<ProviderSession, 'sendJson'>

/** Gives a provider session the memory of the call that goes on in it. */
export class CallMemory {
  #store: Store
  #provider: Provider
  #past: SessionTurn[] = []
  #rows: StoredRow[] = []
  #readAt: string | null = null
  #given = new Set<string>()

  constructor(store: Store, provider: Provider) {
    this.#store = store
    this.#provider = provider
  }

  /** Whether an item is one that this session was rebuilt from. */
  has(itemId: string): boolean {
    return this.#given.has(itemId)
  }

  /** Reads what was said in the call's conversation before it, if it goes on with one. */
  async loadPast(): Promise<void> {
    this.#past = await this.#store.sessionHistory()
  }

  /** Tells the provider that, before anything of the call. */
  recall(): void {
    for (const item of recallSession(this.#past, this.#store.callId)) {
      this.#provider.sendJson({ type: 'conversation.item.create', item })
      this.#given.add(item.id)
    }
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

  /** What is given to the provider stays; what was written since then, and what is not given yet, has to be read. */
  get readFrom(): string | undefined {
    const pending = this.#rows.filter((row) => !this.#given.has(row.item_id)).map((row) => row.updated_at)
    return pending.toSorted()[0] ?? this.#readAt ?? undefined
  }

  /** Takes in what was read from `readFrom` on. Rows that are not in it any more were taken back. */
  catchUp(rows: readonly StoredRow[]): void {
    const given = this.#rows.filter((row) => this.#given.has(row.item_id))
    const byId = new Map([...given, ...rows].map((row) => [row.item_id, row]))
    this.#rows = [...byId.values()].toSorted((a, b) => a.position - b.position)
  }

  /** Settles what the listener has of the last answers, and tells the provider what it has not got yet. */
  complete(start: TakenOver, heard: readonly HeardAnswer[] | null): Reconciled {
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

  #give(rows: readonly StoredRow[]): void {
    for (const event of rebuildConversation(rows)) this.#provider.sendJson(event)
    for (const row of rows) this.#given.add(row.item_id)
  }
}
