import type { BrainTurn } from '../brain.ts'

/** Puts what tools have just answered into words; undefined when the last turn is not a tool's. */
export function tellToolResult(turns: BrainTurn[]): { text: string } | undefined {
  const lastOther = turns.findLastIndex((turn) => turn.role !== 'tool')
  const outputs = turns.slice(lastOther + 1).flatMap((turn) => (turn.role === 'tool' ? [turn.output] : []))
  return outputs.length === 0 ? undefined : { text: outputs.map(describeOutput).join(' ') }
}

function describeOutput(output: string): string {
  let value: unknown
  try {
    value = JSON.parse(output)
  } catch {
    value = output
  }
  return describe(value)
}

function describe(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'That is done.'
  if (Array.isArray(value)) return describeList(value)
  if (typeof value !== 'object') return sentence(String(value))
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
