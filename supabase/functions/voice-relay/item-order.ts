/** Between two neighbours' positions when a call is written without insertions. */
const STEP = 1024

/**
 * Gives conversation items their places. An item that follows the last one goes to the end; one that follows an
 * earlier item goes halfway between its neighbours, so that rows already written never move.
 */
export class ItemOrder {
  #items: { id: string; position: number }[] = []
  #floor: number

  /** `nextPosition`: the first free position of the call, as the database gave it. */
  constructor(nextPosition: number) {
    this.#floor = nextPosition - STEP
  }

  positionOf(id: string): number | undefined {
    return this.#items.find((item) => item.id === id)?.position
  }

  /**
   * Places an item, once: later calls with its id change nothing. `previousId` null is the beginning of this
   * conversation; one that is not known here (an earlier segment's) or undefined means the end.
   */
  place(id: string, previousId: string | null | undefined): number {
    const placed = this.positionOf(id)
    if (placed !== undefined) return placed
    const known = this.#items.findIndex((item) => item.id === previousId)
    const index = previousId === null ? 0 : known === -1 ? this.#items.length : known + 1
    const position = this.#between(this.#items[index - 1]?.position ?? this.#floor, this.#items[index]?.position)
    this.#items.splice(index, 0, { id, position })
    return position
  }

  /** Without room, the position of the earlier neighbour again: the later row's id then decides. */
  #between(before: number, after: number | undefined): number {
    return after === undefined ? before + STEP : before + Math.floor((after - before) / 2)
  }
}
