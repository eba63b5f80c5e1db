import { ItemOrder } from './item-order.ts'
import { storable, type TranscriptRow } from './transcript-row.ts'

type Place = 'item_id' | 'previous_item_id' | 'position'

/** The rows of a call as they were last written, each in its place. Writes only what is new. */
export class TranscriptLedger {
  #order: ItemOrder
  #previous = new Map<string, string | null>()
  #written = new Map<string, string>()
  #write: (row: TranscriptRow) => void

  constructor(nextPosition: number, write: (row: TranscriptRow) => void) {
    this.#order = new ItemOrder(nextPosition)
    this.#write = write
  }

  /** Gives an item its place, once; see {@link ItemOrder.place}. */
  place(id: string, previousId: string | null | undefined): void {
    this.#order.place(id, previousId)
    if (!this.#previous.has(id)) this.#previous.set(id, previousId ?? null)
  }

  /** Writes an item's row if there is one, if it has its place, and if it differs from what was written last. */
  record(id: string, row: Omit<TranscriptRow, Place> | null): void {
    const position = this.#order.positionOf(id)
    if (row === null || position === undefined) return
    const previous_item_id = this.#previous.get(id) ?? null
    const complete = { item_id: id, previous_item_id, position, ...row, text: storable(row.text) }
    const state = JSON.stringify(complete)
    if (this.#written.get(id) === state) return
    this.#written.set(id, state)
    this.#write(complete)
  }
}
