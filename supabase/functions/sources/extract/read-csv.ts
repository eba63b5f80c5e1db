// @ts-types="npm:@types/papaparse@5.5.2"
import Papa from 'papaparse'
import type { Page } from './page.ts'

/** A section of a table is closed at the row that makes it this long, in characters. */
const FULL = 3_500

/**
 * A table as sections of rows, each row a paragraph that says the columns' names, so that it can be read, found and
 * cited by itself. The first row has the names. What is not quite CSV is read as far as it goes.
 */
export function readCsv(text: string): Page[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' })
  const [names = [], ...rows] = data
  const pages: Page[] = []
  let [paragraphs, length, first]: [string[], number, number] = [[], 0, 0]
  const close = (next: number) => {
    if (paragraphs.length > 0) {
      pages.push({ title: `Rows ${first + 1}–${next}`, text: paragraphs.join('\n\n'), headings: [] })
    }
    ;[paragraphs, length, first] = [[], 0, next]
  }
  rows.forEach((row, at) => {
    const paragraph = sayRow(names, row)
    if (length > 0 && length + paragraph.length > FULL) close(at)
    if (paragraph !== '') paragraphs.push(paragraph)
    length += paragraph.length + 2
  })
  close(rows.length)
  // A file of one line has no names, or nothing but them.
  return pages.length > 0 ? pages : [{ title: '', text: names.join(', '), headings: [] }]
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

function sayRow(names: string[], row: string[]): string {
  const cells = row.map((cell, at) => {
    const [name, value] = [oneLine(names[at] ?? ''), oneLine(cell)]
    return value === '' ? '' : name === '' ? value : `${name}: ${value}`
  })
  return cells.filter((cell) => cell !== '').join('; ')
}
