import type { SourceKind } from '@parley/shared/sources'
import type { SourceFile } from './source.ts'

/** What the kinds of files are called. */
export const KIND_WORDS: Record<SourceKind, string> = {
  pdf: 'PDF',
  docx: 'Word',
  html: 'HTML',
  markdown: 'Markdown',
  text: 'Text',
  csv: 'CSV',
}

type Progress = Pick<SourceFile, 'status' | 'pages_total' | 'pages_done' | 'chunks_total' | 'chunks_done'>

/** How a source stands, in a few words. Why one has failed is told by its error code. */
export function stateWords(file: Progress): string {
  switch (file.status) {
    case 'uploading':
      return 'The upload did not finish'
    case 'queued':
      return 'Waiting for its turn'
    case 'extracting':
      return file.pages_total ? `Reading page ${nextOf(file.pages_done, file.pages_total)}` : 'Opening the file'
    case 'embedding':
      return file.chunks_total ? `Indexing passage ${nextOf(file.chunks_done, file.chunks_total)}` : 'Indexing'
    case 'ready':
      return 'Ready'
    case 'failed':
      return 'Could not be indexed'
  }
}

const nextOf = (done: number, total: number) =>
  `${Math.min(done + 1, total).toLocaleString()} of ${total.toLocaleString()}`

/**
 * How much of the indexing is done, from 0 to 1. Reading pages counts as the first half; where neither number is known,
 * nothing is done yet.
 */
export function progressOf(file: Progress): number {
  if (file.status === 'ready') return 1
  const pages = file.pages_total ? file.pages_done / file.pages_total : 0
  const chunks = file.chunks_total ? file.chunks_done / file.chunks_total : 0
  return file.status === 'embedding' ? 0.5 + chunks / 2 : file.status === 'extracting' ? pages / 2 : 0
}

/** `1 page`, `12 pages`; a format without pages has its sections. */
export function pagesWords(kind: SourceKind, pages: number): string {
  const word = kind === 'pdf' ? 'page' : 'section'
  return `${pages.toLocaleString()} ${word}${pages === 1 ? '' : 's'}`
}
