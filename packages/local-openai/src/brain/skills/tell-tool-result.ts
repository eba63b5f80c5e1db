import { splitSentences } from '../../speech/split-sentences.ts'
import { answerFromPassages } from '../answer-from-passages.ts'
import type { BrainTurn } from '../brain.ts'
import { ORDER } from '../order.ts'
import { readPassages } from '../passages.ts'
import { textsOf } from '../texts-of.ts'

/**
 * Puts what tools have just answered into words; undefined when the last turn is not a tool's. Of passages that a search
 * found it tells the sentence that answers the question, and where that stands.
 */
export function tellToolResult(turns: BrainTurn[]): { text: string } | undefined {
  const lastOther = turns.findLastIndex((turn) => turn.role !== 'tool')
  const answers = turns.slice(lastOther + 1).filter((turn) => turn.role === 'tool')
  if (answers.length === 0) return undefined
  return { text: answers.map(({ callId, output }) => tellOutput(output, questionOf(turns, callId))).join(' ') }
}

function tellOutput(output: string, question: string): string {
  const passages = readPassages(output)
  if (passages === undefined) return describe(parse(unquoted(output)))
  return answerFromPassages(passages, question) ?? 'I have searched, but found nothing about that.'
}

/** What a tool returned where it stands behind `>`, without what was said about it. */
function unquoted(output: string): string {
  const quoted = output.split('\n').filter((line) => line.startsWith('>'))
  return quoted.length === 0 ? output : quoted.map((line) => line.replace(/^> ?/, '')).join('\n')
}

/** What the tool was asked, or else what the user said last. */
function questionOf(turns: BrainTurn[], callId: string): string {
  const call = turns.find((turn) => turn.role === 'call' && turn.callId === callId)
  const asked = call?.role === 'call' ? Object.values(Object(parse(call.arguments))) : []
  const query = asked.length === 1 && typeof asked[0] === 'string' ? asked[0] : undefined
  return query ?? textsOf(turns, 'user').at(-1) ?? ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function describe(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'That is done.'
  if (Array.isArray(value)) return describeList(value)
  if (typeof value !== 'object') return sentence(withoutOrders(String(value)))
  const fields = Object.entries(value).filter(([, member]) => member !== null && typeof member !== 'object')
  const error = fields.find(([key]) => key === 'error')
  if (error !== undefined) return `That did not work: ${sentence(String(error[1]))}`
  if (fields.length === 0) return describeNested(Object.values(value))
  return sentence(listOf(fields.map(([key, member]) => `the ${spoken(key)} is ${String(member)}`)))
}

function describeList(values: unknown[]): string {
  if (values.length === 0) return 'I found nothing.'
  if (values.every((value) => typeof value !== 'object'))
    return sentence(`I found ${listOf(values.slice(0, 5).map(String))}`)
  return values.slice(0, 3).map(describe).join(' ')
}

const describeNested = (values: unknown[]): string =>
  values.length === 0 ? 'That is done.' : values.map(describe).join(' ')

const spoken = (key: string): string =>
  key
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase()

const listOf = (parts: string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

const sentence = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.')

/** What an output asks of whoever reads it is not for the user's ears. */
function withoutOrders(text: string): string {
  const told = splitSentences(text).filter((part) => !ORDER.test(part.trim()))
  return told.length === 0 ? text : told.join(' ').trim()
}
