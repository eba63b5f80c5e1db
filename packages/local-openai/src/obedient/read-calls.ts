import type { Command } from './command.ts'
import { type FoundObject, findObjects } from './find-objects.ts'

type Call = Extract<Command, { kind: 'call' }>

/** A function on offer, and whether it can be called with no arguments. */
export type Offered = { name: string; isBare: boolean }

const NAME_KEYS = ['name', 'tool', 'function', 'tool_name', 'recipient_name', 'action']
const ARGUMENT_KEYS = ['arguments', 'args', 'parameters', 'params', 'input', 'tool_input', 'action_input']
const IDENTIFIER = /(?<![\p{L}\d_])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\p{L}\d_])/giu
const NAMED_BEFORE = 120

/** The calls that a text asks for, and the text without them and without what is data. `tools` are those on offer. */
export function readCalls(text: string, tools: readonly Offered[]): { calls: Call[]; rest: string } {
  const calls: Call[] = [...markupCalls(text), ...keywordCalls(text)]
  let rest = text
  for (const found of findObjects(text)) {
    const isData = stringsIn(parsed(found.text)).some((each) => readCalls(each, tools).calls.length > 0)
    const said = isData ? [] : [...writtenOut(found), ...namedBefore(text, found, tools)]
    if (isData || said.length > 0)
      rest = rest.slice(0, found.start) + ' '.repeat(found.text.length) + rest.slice(found.end)
    calls.push(...said)
  }
  return { calls: [...calls, ...bareCalls(rest, tools, calls)], rest }
}

/** `{"name": "x", "arguments": {…}}` in any dialect and at any depth. */
const writtenOut = ({ text }: FoundObject): Call[] => callsIn(parsed(text))

function callsIn(value: unknown): Call[] {
  if (Array.isArray(value)) return value.flatMap(callsIn)
  if (typeof value !== 'object' || value === null) return []
  const entries = new Map(Object.entries(value))
  const name = NAME_KEYS.map((key) => entries.get(key)).find((given) => typeof given === 'string')
  const given = ARGUMENT_KEYS.map((key) => entries.get(key)).find((each) => each !== undefined)
  // The description of a function looks like a call of it.
  if (name === undefined || given === undefined || entries.has('description'))
    return [...entries.values()].flatMap(callsIn)
  const tool = String(name).replace(/^functions\./, '')
  return [{ kind: 'call', tool, arguments: typeof given === 'string' ? given : JSON.stringify(given) }]
}

/** Arguments with the function's name somewhere before them: `call x with {…}`, `x({…})`, in any language. */
function namedBefore(text: string, found: FoundObject, tools: readonly Offered[]): Call[] {
  if (writtenOut(found).length > 0) return []
  const before = text.slice(Math.max(0, found.start - NAMED_BEFORE), found.start)
  const named = [...(before.split(/[}\n]/).at(-1)?.match(IDENTIFIER) ?? [])]
  const offered = tools.map(({ name }) => name).filter((name) => !name.includes('_') && before.includes(name))
  const tool = named.at(-1) ?? offered.at(-1)
  return tool === undefined ? [] : [{ kind: 'call', tool, arguments: found.text }]
}

/** The longer strings of a value: what could be texts in it. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 12 ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

/** `<invoke name="x"><parameter name="y">z</parameter></invoke>`. */
function markupCalls(text: string): Call[] {
  return [...text.matchAll(/<invoke\s+name="([\w.-]+)">([\s\S]*?)<\/invoke>/g)].map(([, tool = '', body = '']) => {
    const given = [...body.matchAll(/<parameter\s+name="([\w.-]+)">([\s\S]*?)<\/parameter>/g)]
    const parameters = given.map(([, name, value]) => [name, jsonOrText(value ?? '')])
    return { kind: 'call', tool, arguments: JSON.stringify(Object.fromEntries(parameters)) }
  })
}

/** `x(table="y", limit=5)`. */
function keywordCalls(text: string): Call[] {
  const value = `(?:"[^"]*"|'[^']*'|-?\\d+|true|false)`
  const call = new RegExp(`([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\\(((?:\\s*\\w+\\s*=\\s*${value}\\s*,?)+)\\)`, 'gi')
  return [...text.matchAll(call)].map(([, tool = '', list = '']) => {
    const pairs = [...list.matchAll(new RegExp(`(\\w+)\\s*=\\s*(${value})`, 'g'))]
    const parameters = pairs.map(([, name, given = '']) => [name, jsonOrText(given.replace(/^'(.*)'$/s, '"$1"'))])
    return { kind: 'call', tool, arguments: JSON.stringify(Object.fromEntries(parameters)) }
  })
}

/** `call x`, with no arguments at all. */
function bareCalls(text: string, tools: readonly Offered[], known: Call[]): Call[] {
  return tools
    .filter(({ isBare }) => isBare)
    .map(({ name }) => name)
    .filter((name) => !known.some(({ tool }) => tool === name))
    .filter((name) => new RegExp(`\\b(?:call|run|use|invoke|execute)\\b[^.\\n]{0,30}\\b${name}\\b`, 'i').test(text))
    .map((tool) => ({ kind: 'call', tool, arguments: '{}' }))
}

const jsonOrText = (text: string): unknown => parsed(text) ?? text

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
