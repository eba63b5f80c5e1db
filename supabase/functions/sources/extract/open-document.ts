import type { SourceKind } from '@parley/shared/sources.ts'
import { cleanText } from './clean-text.ts'
import { decodeText } from './decode-text.ts'
import type { HeadingStyle, Page } from './page.ts'
import { splitSections } from './split-sections.ts'

/** A file that can be asked for its pages, from 0. */
export type OpenDocument = {
  style: HeadingStyle
  pageCount: number
  page(index: number): Promise<Page>
  close(): Promise<void>
}

/**
 * Opens a file. The library of its kind is loaded here, so that no other kind pays for it.
 *
 * @throws {ParleyError} source_damaged, source_encrypted, source_inflates
 */
export async function openDocument(kind: SourceKind, bytes: Uint8Array): Promise<OpenDocument> {
  if (kind === 'pdf') return await (await import('./open-pdf.ts')).openPdf(bytes)
  const style = kind === 'text' || kind === 'csv' ? 'none' : 'hashes'
  const pages = await readPages(kind, bytes, style)
  return {
    style,
    pageCount: pages.length,
    page: async (index) => pages[index] as Page,
    close: async () => {},
  }
}

async function readPages(kind: SourceKind, bytes: Uint8Array, style: HeadingStyle): Promise<Page[]> {
  if (kind === 'docx') return splitSections(cleanText((await import('./read-docx.ts')).readDocx(bytes)), style)
  const text = cleanText(decodeText(bytes))
  if (kind === 'csv') return (await import('./read-csv.ts')).readCsv(text)
  if (kind === 'html') return splitSections((await import('./read-html.ts')).readHtml(text), style)
  if (kind === 'markdown') return splitSections((await import('./read-markdown.ts')).readMarkdown(text), style)
  return splitSections(text, style)
}
