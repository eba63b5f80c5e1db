import type { Heading } from './markdown-heading.ts'

/** The headings that a place in a text stands under. */
export class HeadingTrail {
  #open: Heading[]

  constructor(open: Heading[] = []) {
    this.#open = open
  }

  /** A heading begins: it ends those of its level and below. */
  enter(heading: Heading): void {
    this.#open = [...this.#open.filter(({ level }) => level < heading.level), heading]
  }

  get open(): Heading[] {
    return this.#open
  }

  /** Their texts, outermost first. */
  get path(): string[] {
    return this.#open.map(({ text }) => text)
  }
}
