/** Between two neighbours' positions when a call is written without insertions. */
const STEP = 1024

type Place = { id: string; position: number }

/**
 * Gives conversation items their places. An item that follows the last one goes to the end; one that follows an
 * earlier item goes halfway between its neighbours, so that rows already written never move.
 */
export class ItemOrder {
  #items: Place[] = []
  #floor: number
  #resumed: boolean

  /**
   * `nextPosition`: the first free position of the call, as the database gave it. `earlier`: items of earlier segments
   * that this conversation was rebuilt from, in order.
   */
  constructor(nextPosition: number, earlier: readonly Place[] = []) {
    this.#floor = nextPosition - STEP
    this.#items = [...earlier]
    this.#resumed = earlier.length > 0
  }

  /** Every item in order, those of earlier segments included. */
  get ids(): string[] {
    return this.#items.map(({ id }) => id)
  }

  positionOf(id: string): number | undefined {
    return this.#items.find((item) => item.id === id)?.position
  }

  /**
   * Places an item, once: later calls with its id change nothing. `previousId` null is the beginning of the call; in a
   * conversation that was rebuilt, which need not hold the call's first items, the end. So is an unknown one.
   */
  place(id: string, previousId: string | null | undefined): number {
    const placed = this.positionOf(id)
    if (placed !== undefined) return placed
    const index = this.#indexAfter(previousId)
    const position = this.#between(this.#items[index - 1]?.position ?? this.#floor, this.#items[index]?.position)
    this.#items.splice(index, 0, { id, position })
    return position
  }

  #indexAfter(previousId: string | null | undefined): number {
    if (previousId === null && !this.#resumed) return 0
    const known = this.#items.findIndex((item) => item.id === previousId)
    return known === -1 ? this.#items.length : known + 1
  }

  /** Without room, the position of the earlier neighbour again: the later row's id then decides. */
  #between(before: number, after: number | undefined): number {
    return after === undefined ? Math.max(before, this.#floor) + STEP : before + Math.floor((after - before) / 2)
  }
}
