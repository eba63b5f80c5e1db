/** Allows bursts up to a capacity and a steady rate after them. */
export class TokenBucket {
  #level: number
  #at: number
  #capacity: number
  #perSecond: number
  #now: () => number

  constructor(options: { capacity: number; perSecond: number; now?: () => number }) {
    this.#capacity = options.capacity
    this.#perSecond = options.perSecond
    this.#now = options.now ?? Date.now
    this.#level = options.capacity
    this.#at = this.#now()
  }

  /** Takes the amount, or takes nothing and says false. */
  take(amount = 1): boolean {
    const now = this.#now()
    this.#level = Math.min(this.#capacity, this.#level + ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
    if (amount > this.#level) return false
    this.#level -= amount
    return true
  }
}
