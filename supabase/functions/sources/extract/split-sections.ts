import { HeadingTrail } from '../chunking/heading-trail.ts'
import { type Heading, markdownHeading } from '../chunking/markdown-heading.ts'
import type { HeadingStyle, Page } from './page.ts'

/** A section is closed at the next paragraph when it is this long, in characters: about as much as a printed page. */
const FULL = 3_500
/** A line that is longer is cut, so that a file without line ends has pages too. */
const MAX_LINE = 8_000

/**
 * Cuts a text into sections: at headings of the first two levels, and between paragraphs where one grows long. Nothing
 * is lost but blank lines at the seams. Lines within a code fence are no headings.
 */
export function splitSections(text: string, style: HeadingStyle): Page[] {
  const pages: Page[] = []
  const trail = new HeadingTrail()
  let lines: string[] = []
  let length = 0
  let hasBody = false
  let isFenced = false
  let headings: Heading[] = []

  const close = () => {
    const body = lines.join('\n').replace(/^\n+/, '').trimEnd()
    if (body !== '') pages.push({ title: titleOf(body, headings, style), text: body, headings })
    ;[lines, length, hasBody, headings] = [[], 0, false, trail.open]
  }
  for (const line of text.split('\n').flatMap(cutLine)) {
    if (style === 'hashes' && /^ {0,3}(```|~~~)/.test(line)) isFenced = !isFenced
    const heading = style === 'hashes' && !isFenced ? markdownHeading(line) : undefined
    const isSeam = heading ? hasBody && (heading.level <= 2 || length > FULL) : line.trim() === '' && length > FULL
    if ((isSeam && !isFenced) || length > 3 * FULL) close()
    if (heading) trail.enter(heading)
    else if (line.trim() !== '') hasBody = true
    lines.push(line)
    length += line.length + 1
  }
  close()
  return pages
}

function titleOf(body: string, headings: Heading[], style: HeadingStyle): string {
  const [first = ''] = body.split('\n', 1)
  const own = style === 'hashes' ? markdownHeading(first)?.text : undefined
  return (own ?? headings.at(-1)?.text ?? '').slice(0, 200)
}

function cutLine(line: string): string[] {
  if (line.length <= MAX_LINE) return [line]
  const parts: string[] = []
  for (let at = 0; at < line.length; at += MAX_LINE) parts.push(line.slice(at, at + MAX_LINE).toWellFormed())
  return parts
}
