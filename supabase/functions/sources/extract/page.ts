import type { Heading } from '../chunking/markdown-heading.ts'

/** A page as people cite it; for a format without pages, one of its sections. */
export type Page = {
  title: string
  text: string
  /** Headings that the page begins under, outermost first; its own are lines in `text`. */
  headings: Heading[]
}

/** How to tell headings in the text of a page: lines of `#` to `######`, or none at all. */
export type HeadingStyle = 'hashes' | 'none'
