import { ParleyError } from '@parley/shared/parley-error.ts'
import { getDocumentProxy } from 'unpdf'
import { cleanText } from './clean-text.ts'
import { joinPdfItems } from './join-pdf-items.ts'
import type { OpenDocument } from './open-document.ts'

/**
 * Opens a PDF. Nothing of it runs: no scripts, no fonts, no pictures; only the text of the pages that are asked for.
 *
 * @throws {ParleyError} source_encrypted, source_damaged
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenDocument> {
  const options = { verbosity: 0, isEvalSupported: false, disableFontFace: true, useSystemFonts: false }
  const pdf = await getDocumentProxy(bytes, options).catch((error: Error) => {
    throw new ParleyError(error.name === 'PasswordException' ? 'source_encrypted' : 'source_damaged', { cause: error })
  })
  return {
    style: 'none',
    pageCount: pdf.numPages,
    async page(index) {
      // A page that cannot be read is an empty one: the others are worth having.
      const text = await pageText(pdf, index + 1).catch(() => '')
      return { title: '', text: cleanText(text).trim(), headings: [] }
    },
    close: () => pdf.loadingTask.destroy(),
  }
}

async function pageText(pdf: Awaited<ReturnType<typeof getDocumentProxy>>, number: number): Promise<string> {
  const page = await pdf.getPage(number)
  try {
    const { items } = await page.getTextContent()
    return joinPdfItems(items.flatMap((item) => ('str' in item ? [item] : [])))
  } finally {
    page.cleanup()
  }
}
