import { ParleyError } from '@parley/shared/parley-error.ts'
import { Parser } from 'htmlparser2'
import { inflateEntries } from './inflate-entries.ts'
import { TextBlocks } from './text-blocks.ts'

/** A book of four hundred pages has about as much. What takes longer than a worker has is refused here. */
const MAX_XML_BYTES = 12 * 1024 * 1024
const [BODY, STYLES] = ['word/document.xml', 'word/styles.xml']

/**
 * The text of a Word document: paragraphs, headings by their style, items, tables row by row. Not its headers, footers,
 * comments, deleted text and pictures.
 *
 * @throws {ParleyError} source_damaged, source_inflates
 */
export function readDocx(bytes: Uint8Array): string {
  const files = inflateEntries(bytes, [BODY, STYLES], MAX_XML_BYTES)
  const body = files.get(BODY)
  if (!body) throw new ParleyError('source_damaged', { cause: new Error('The archive has no document.') })
  return readBody(decode(body), headingStyles(decode(files.get(STYLES) ?? new Uint8Array())))
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** Ids of styles to the level of heading that they are, 1 to 6. */
function headingStyles(xml: string): Map<string, number> {
  const levels = new Map<string, number>()
  let style = ''
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'w:style') style = attributes['w:styleId'] ?? ''
        const value = attributes['w:val'] ?? ''
        const level = name === 'w:name' ? levelOfName(value) : name === 'w:outlineLvl' ? Number(value) + 1 : 0
        if (level >= 1 && level <= 6) levels.set(style, level)
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return levels
}

const levelOfName = (name: string) => (/^title$/i.test(name) ? 1 : Number(/^heading ?([1-6])$/i.exec(name)?.[1] ?? 0))

function readBody(xml: string, headings: Map<string, number>): string {
  const blocks = new TextBlocks()
  let [text, prefix, unread, rows, isText] = ['', '', 0, 0, false]
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        // the same again, for older programs
        if (name === 'mc:Fallback') unread++
        else if (name === 'w:p') [text, prefix] = [rows > 0 ? text : '', '']
        else if (name === 'w:tr' && rows++ === 0) text = ''
        else if (name === 'w:pStyle') {
          const id = attributes['w:val'] ?? ''
          const level = headings.get(id) ?? levelOfName(id)
          if (level) prefix = `${'#'.repeat(level)} `
        } else if (name === 'w:numPr') prefix ||= '- '
        else if (name === 'w:tab') text += '\t'
        else if (name === 'w:br' || name === 'w:cr') text += '\n'
        isText = name === 'w:t'
      },
      ontext(piece) {
        if (isText && unread === 0) text += piece
      },
      onclosetag(name) {
        isText = false
        if (name === 'mc:Fallback') unread--
        else if (name === 'w:tc') text += ' | '
        else if (name === 'w:p' && rows > 0) text += ' '
        else if (name === 'w:p' || (name === 'w:tr' && --rows === 0)) {
          blocks.open(name === 'w:p' ? prefix : '')
          blocks.add(text)
          text = ''
        }
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return blocks.toString()
}
