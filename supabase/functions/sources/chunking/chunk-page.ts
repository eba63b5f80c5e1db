import type { HeadingStyle, Page } from '../extract/page.ts'
import { HeadingTrail } from './heading-trail.ts'
import { markdownHeading } from './markdown-heading.ts'
import { splitUnits, type Unit } from './split-units.ts'

/** A part of a page as search finds it. `page.text.slice(start, end) === text`. */
export type Chunk = { headings: string[]; text: string; start: number; end: number }

/** In characters: about 200 to 300 words. A chunk is closed when the next unit would make it longer. */
const FULL = 1_600
/** Repeated at the start of the next chunk, so that what a sentence refers to is not cut off. At most, in characters. */
const OVERLAP = 250

/** Cuts a page by its structure: a heading begins a chunk, paragraphs and sentences stay whole, long ones overlap. */
export function chunkPage(page: Page, style: HeadingStyle): Chunk[] {
  const trail = new HeadingTrail(page.headings)
  const chunks: Chunk[] = []
  let units: Unit[] = []
  let headings = trail.path

  const close = () => {
    const [first, last] = [units[0], units.at(-1)]
    if (!first || !last) return
    const { start } = first
    const { end } = last
    chunks.push({ headings, text: page.text.slice(start, end), start, end })
  }
  const code = style === 'hashes' ? fencedRanges(page.text) : []
  const isHeading = (line: string, at: number) =>
    style === 'hashes' && markdownHeading(line) !== undefined && !code.some(([from, to]) => at > from && at < to)
  for (const unit of splitUnits(page.text, isHeading)) {
    const first = units[0]
    if (unit.isHeading) {
      if (units.some(({ isHeading }) => !isHeading)) {
        close()
        units = []
      }
      const heading = markdownHeading(page.text.slice(unit.start, unit.end))
      if (heading) trail.enter(heading)
      headings = trail.path
    } else if (first && unit.end - first.start > FULL) {
      close()
      units = overlapOf(units)
    }
    units.push(unit)
  }
  close()
  return chunks
}

/** The last sentences of a chunk that fit into the overlap. */
function overlapOf(units: Unit[]): Unit[] {
  const end = units.at(-1)?.end ?? 0
  const kept = units.filter(({ start, isHeading }) => !isHeading && end - start <= OVERLAP)
  return kept.length < units.length ? kept : []
}

/** Where a text is code: a line of hashes there is a comment. */
function fencedRanges(text: string): [number, number][] {
  const fences = [...text.matchAll(/^ {0,3}(?:```|~~~)/gm)].map(({ index }) => index)
  return fences.flatMap((from, at) => (at % 2 === 0 ? [[from, fences[at + 1] ?? text.length]] : []))
}
