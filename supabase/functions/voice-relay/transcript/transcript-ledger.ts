import { ItemOrder } from './item-order.ts'
import { type StoredRow, storable, type TranscriptRow, type TurnRow } from './transcript-row.ts'

/** What the ledger asks of a turn. */
type LedgerTurn = {
  /** Nothing about it is awaited any more: it has its row, or will have none. Later changes still count. */
  readonly settled: boolean
  row(): TurnRow | null
}

/**
 * The rows of a call, each in its place, written so that what is stored is always a prefix of the conversation: a row
 * waits until every turn before it is settled. Writes only what is new.
 */
export class TranscriptLedger {
  #order: ItemOrder
  #turns = new Map<string, LedgerTurn>()
  #previous = new Map<string, string | null>()
  #written = new Map<string, string>()
  #released = new Set<string>()
  #changed = new Set<string>()
  #write: (row: TranscriptRow) => void

  constructor(options: {
    nextPosition: number
    earlier: readonly StoredRow[]
    write: (row: TranscriptRow) => void
  }) {
    const places = options.earlier.map(({ item_id, position }) => ({ id: item_id, position }))
    this.#order = new ItemOrder(options.nextPosition, places)
    for (const { id } of places) this.#released.add(id)
    this.#write = options.write
  }

  /** Gives an item its place, once; see {@link ItemOrder.place}. */
  place(id: string, previousId: string | null | undefined): void {
    this.#order.place(id, previousId)
    if (!this.#previous.has(id)) this.#previous.set(id, previousId ?? null)
  }

  /** Puts a turn on the books. */
  keep(id: string, turn: LedgerTurn): void {
    this.#turns.set(id, turn)
    this.#changed.add(id)
  }

  /** Something about an item is new, which may concern its row. */
  touch(id: string): void {
    this.#changed.add(id)
  }

  /** Writes what has changed and may be written. Costs nothing when nothing has. */
  release(): void {
    if (this.#changed.size === 0) return
    for (const id of this.#changed) if (this.#released.has(id)) this.#record(id)
    this.#changed.clear()
    for (const id of this.#order.ids) {
      if (this.#released.has(id)) continue
      if (this.#turns.get(id)?.settled === false) return
      this.#released.add(id)
      this.#record(id)
    }
  }

  /** The first turn that is not settled, when everything before it is: its row as it would be now. */
  get forming(): TranscriptRow | null {
    const id = this.#order.ids.find((id) => !this.#released.has(id))
    const turn = id === undefined ? undefined : this.#turns.get(id)
    return id === undefined || turn === undefined ? null : this.#complete(id, turn.row())
  }

  #record(id: string): void {
    const row = this.#complete(id, this.#turns.get(id)?.row() ?? null)
    if (row === null) return
    const state = JSON.stringify(row)
    if (this.#written.get(id) === state) return
    this.#written.set(id, state)
    this.#write(row)
  }

  #complete(id: string, row: TurnRow | null): TranscriptRow | null {
    const position = this.#order.positionOf(id)
    if (row === null || position === undefined) return null
    const previous_item_id = this.#previous.get(id) ?? null
    return { item_id: id, previous_item_id, position, ...row, text: storable(row.text) }
  }
}
