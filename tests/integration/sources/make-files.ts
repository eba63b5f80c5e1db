import { strToU8, zipSync } from 'fflate'
import { PDFDocument, PDFHexString, PDFName, StandardFonts } from 'pdf-lib'
import type { TestFile } from './start-sources-rig.ts'

/**
 * A PDF with a page for each list of lines; none: a page with a picture of no words, as a scanner makes it. `strokes`
 * are drawn on each page, for whoever reads it to read past.
 */
export async function makePdf(name: string, pages: string[][], strokes = 0): Promise<TestFile> {
  return { name, kind: 'pdf', bytes: await (await drawPdf(pages, strokes)).save() }
}

/** A PDF that is as large as its pictures are, here an attachment that cannot be packed. */
export async function makeHeavyPdf(name: string, pages: string[][], bytes: number): Promise<TestFile> {
  const pdf = await drawPdf(pages)
  const noise = new Uint8Array(bytes)
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(noise.subarray(at, at + 65_536))
  await pdf.attach(noise, 'noise.bin')
  return { name, kind: 'pdf', bytes: await pdf.save() }
}

/** A PDF that asks for a password. */
export async function makeLockedPdf(name: string): Promise<TestFile> {
  const pdf = await drawPdf([['Nobody reads this.']])
  const { context } = pdf
  const secret = PDFHexString.of('5a'.repeat(32))
  context.trailerInfo.Encrypt = context.register(
    context.obj({ Filter: 'Standard', V: 1, R: 2, P: -4, O: secret, U: secret }),
  )
  context.trailerInfo.ID = context.obj([PDFHexString.of('11'.repeat(16)), PDFHexString.of('11'.repeat(16))])
  return { name, kind: 'pdf', bytes: await pdf.save({ useObjectStreams: false }) }
}

async function drawPdf(pages: string[][], strokes = 0): Promise<PDFDocument> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  for (const lines of pages) {
    const page = pdf.addPage()
    if (lines.length === 0) page.drawRectangle({ x: 50, y: 50, width: 400, height: 600 })
    for (let at = 0; at < strokes; at++) page.drawLine({ start: { x: 50, y: at }, end: { x: 500, y: at } })
    // An empty line is a gap between two paragraphs.
    lines.forEach((line, at) => {
      if (line !== '') page.drawText(line, { x: 50, y: 780 - at * 15, size: 11, font })
    })
  }
  pdf.catalog.set(PDFName.of('Lang'), PDFHexString.fromText('en'))
  return pdf
}

/** A Word document of such paragraphs; one that begins with `# ` is a heading. */
export function makeDocx(name: string, paragraphs: string[]): TestFile {
  const body = paragraphs.map((text) =>
    text.startsWith('# ')
      ? `<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>${text.slice(2)}</w:t></w:r></w:p>`
      : `<w:p><w:r><w:t xml:space="preserve">${text.slice(0, 5)}</w:t></w:r><w:r><w:t>${text.slice(5)}</w:t></w:r></w:p>`,
  )
  return zipDocx(name, `<w:document ${NAMESPACE}><w:body>${body.join('')}</w:body></w:document>`)
}

/** A Word document of some kilobytes that is 200 MB unpacked. */
export function makeZipBomb(name: string): TestFile {
  return zipDocx(name, `<w:document ${NAMESPACE}>${' '.repeat(200 << 20)}</w:document>`)
}

const NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
// As Word writes it in German: the id of a style is translated, its name is not.
const STYLES = `<w:styles ${NAMESPACE}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>`

function zipDocx(name: string, document: string): TestFile {
  const bytes = zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(document),
    'word/styles.xml': strToU8(STYLES),
  })
  return { name, kind: 'docx', bytes }
}

export const makeText = (name: string, kind: TestFile['kind'], text: string): TestFile => ({
  name,
  kind,
  bytes: new TextEncoder().encode(text),
})

const SUBJECTS = ['The harbour', 'A lighthouse', 'The old ferry', 'Every captain', 'The night watch', 'A cargo of salt']
const DEEDS = ['waits for the tide', 'is painted every spring', 'carries letters', 'keeps a log', 'fears the ice']

/** Pages of different sentences, about a screen each. */
export function makeProse(pages: number, linesPerPage = 30): string[][] {
  return Array.from({ length: pages }, (_, page) =>
    Array.from({ length: linesPerPage }, (_, line) => {
      const at = page * linesPerPage + line
      return `${SUBJECTS[at % SUBJECTS.length]} number ${at} ${DEEDS[at % DEEDS.length]} on day ${page + 1} of the year.`
    }),
  )
}
