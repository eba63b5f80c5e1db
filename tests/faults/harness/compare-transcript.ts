import type { ScriptedExchange } from './scripted-exchange.ts'

/** A row of `messages`, as far as a conversation decides on it. */
export type TranscriptRow = {
  item_id: string
  position: number
  role: string
  text: string
  status: string
  source: string
  heard_ms: number | null
  tool: { name?: string; arguments?: string; output?: string | null } | null
}

/**
 * What is wrong with a transcript, in sentences; none: it says exactly what was said. Every turn of the caller stands
 * once, in order, as said. Every answer stands behind it, whole, or in pieces that a fault broke off and that make up
 * the whole; where the caller interrupted it, what there is ends where the listener stopped.
 */
export function compareTranscript(rows: readonly TranscriptRow[], script: readonly ScriptedExchange[]): string[] {
  const problems = misplaced(rows)
  const left = [...rows]
  for (const [index, exchange] of script.entries()) {
    const found = [...takeQuestion(left, exchange), ...takeTool(left, exchange), ...takeAnswer(left, exchange)]
    problems.push(...found.map((problem) => `turn ${index + 1}: ${problem}`))
  }
  for (const row of left) problems.push(`nobody said this: ${show(row)}`)
  return problems
}

function misplaced(rows: readonly TranscriptRow[]): string[] {
  return rows.flatMap((row, index) => {
    const before = rows[index - 1]
    const repeated = rows.findIndex(({ item_id }) => item_id === row.item_id) < index
    return [
      ...(before && before.position >= row.position ? [`position ${row.position} does not ascend`] : []),
      ...(repeated ? [`the item ${row.item_id} stands twice`] : []),
    ]
  })
}

function takeQuestion(left: TranscriptRow[], { say, via }: ScriptedExchange): string[] {
  const row = left[0]
  if (row?.role !== 'user') return [`"${say}" is missing; ${row ? `there is ${show(row)}` : 'nothing follows'}`]
  if (normal(row.text) !== normal(say)) {
    const later = left.slice(1).some((other) => other.role === 'user' && normal(other.text) === normal(say))
    if (later || !normal(say).startsWith(normal(row.text))) left.shift()
    return [`"${say}" became ${show(row)}`]
  }
  left.shift()
  const source = via === 'text' ? 'text' : 'voice'
  if (row.status !== 'completed' || row.source !== source) return [`"${say}" is stored as ${row.status}, ${row.source}`]
  return []
}

function takeTool(left: TranscriptRow[], { tool }: ScriptedExchange): string[] {
  if (!tool) return []
  const row = left[0]
  if (row?.role !== 'tool') return [`the call of ${tool.name} is missing`]
  left.shift()
  if (row.tool?.name !== tool.name) return [`the call of ${tool.name} became ${show(row)}`]
  return row.tool.output === tool.output ? [] : [`${tool.name} answered ${tool.output}, stored is ${row.tool.output}`]
}

function takeAnswer(left: TranscriptRow[], { reply, interrupted }: ScriptedExchange): string[] {
  const pieces: TranscriptRow[] = []
  while (left[0]?.role === 'assistant') pieces.push(left.shift() as TranscriptRow)
  const said = normal(pieces.map(({ text }) => text).join(' '))
  const problems = pieces.flatMap((piece, index) => brokenPiece(piece, index === pieces.length - 1 && !interrupted))
  if (!interrupted)
    return said === normal(reply) ? problems : [`the answer "${reply}" became "${shown(pieces)}"`, ...problems]
  if (!isPrefix(said, normal(reply))) return [`"${shown(pieces)}" is not how "${reply}" begins`, ...problems]
  const words = said === '' ? 0 : said.split(' ').length
  const { atLeast, atMost } = interrupted
  if (words >= atLeast && words <= atMost) return problems
  return [`interrupted after ${atLeast} to ${atMost} words, stored is "${shown(pieces)}"`, ...problems]
}

/** A piece that another one follows was interrupted; the last one was spoken to its end, unless the caller broke in. */
function brokenPiece(piece: TranscriptRow, isEnd: boolean): string[] {
  if (normal(piece.text) === '') return [`an empty piece of an answer: ${show(piece)}`]
  if (isEnd && piece.status !== 'completed') return [`the end of the answer is stored as ${piece.status}`]
  if (piece.status === 'interrupted' && piece.heard_ms === null) return [`heard_ms is missing: ${show(piece)}`]
  return []
}

function isPrefix(text: string, whole: string): boolean {
  return text === '' || whole === text || whole.startsWith(`${text} `)
}

function normal(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}

function shown(pieces: TranscriptRow[]): string {
  return pieces.map(({ text }) => text).join(' | ')
}

function show({ role, text, status, tool }: TranscriptRow): string {
  return `${role} (${status}) ${JSON.stringify(tool ? tool.name : text)}`
}
