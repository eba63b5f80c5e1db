import { columnsOf, type ToolDraft } from './tool-draft.ts'

/** What is wrong with a tool that is being typed, field by field, in words. The database looks again. */
export type ToolProblems = Partial<Record<keyof ToolDraft, string>>

const TOOL_NAME = /^[a-z][a-z0-9_]{0,62}$/
const COLUMN = /^[a-z_][a-z0-9_]{0,62}$/
const PARAMETERS_MAX = 16_000

/** Problems of a draft; none: it can be saved. */
export function toolProblems(draft: ToolDraft): ToolProblems {
  const problems: ToolProblems = {}
  if (!TOOL_NAME.test(draft.name)) {
    problems.name = 'Small letters, digits and _, beginning with a letter: at most 63.'
  } else if (draft.name === 'search_knowledge') problems.name = 'Every agent has a tool of this name already.'
  if (draft.description.trim() === '')
    problems.description = 'Say what it does: by this the model knows when to use it.'
  const parameters = parametersProblem(draft.parameters)
  if (parameters) problems.parameters = parameters
  return { ...problems, ...(draft.kind === 'http' ? httpProblems(draft) : databaseProblems(draft)) }
}

function httpProblems({ url, timeoutSeconds }: ToolDraft): ToolProblems {
  const address = url.trim()
  const problems: ToolProblems = {}
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    problems.url = 'An address that begins with https://'
  } else if (new URL(address).username !== '' || address.includes('#')) {
    problems.url = 'Without a name, a password or a # in it.'
  }
  if (!isWhole(timeoutSeconds, 30)) problems.timeoutSeconds = '1 to 30 seconds.'
  return problems
}

function databaseProblems({ table, columns, filters, verb, limit }: ToolDraft): ToolProblems {
  const problems: ToolProblems = {}
  const names = columnsOf(columns)
  const unnamed = names.find((name) => !COLUMN.test(name))
  if (!COLUMN.test(table.trim())) problems.table = 'The name of a table.'
  if (names.length === 0) problems.columns = 'At least one column.'
  else if (unnamed) problems.columns = `“${unnamed}” cannot be the name of a column.`
  if (verb !== 'select') return problems
  if (filters.some(({ argument, column }) => !COLUMN.test(argument) || !COLUMN.test(column))) {
    problems.filters = 'Each filter names an argument and a column.'
  }
  if (!isWhole(limit, 100)) problems.limit = '1 to 100 rows.'
  return problems
}

function isWhole(text: string, most: number): boolean {
  const value = Number(text)
  return text.trim() !== '' && Number.isInteger(value) && value >= 1 && value <= most
}

/** What a schema may not have: a short one of these asks for endless work. */
const FORBIDDEN = ['patternProperties', '$ref', '$dynamicRef', '$recursiveRef']

/** What is wrong with the schema of a tool's arguments; `null`: nothing. */
export function parametersProblem(text: string): string | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return `This is not JSON: ${(error as Error).message}`
  }
  const schema = value as { type?: unknown; properties?: unknown } | null
  if (typeof schema !== 'object' || schema === null || schema.type !== 'object') {
    return 'Arguments are an object: begin with { "type": "object", "properties": { … } }.'
  }
  if (!isObject(schema.properties)) return '"properties" is an object that names the arguments.'
  if (text.length > PARAMETERS_MAX) return `At most ${PARAMETERS_MAX.toLocaleString('en')} characters.`
  const forbidden = forbiddenIn(schema)
  return forbidden ? `"${forbidden}" cannot be used here.` : null
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function forbiddenIn(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(forbiddenIn).find((name) => name !== undefined)
  if (!isObject(value)) return undefined
  if (typeof value.pattern === 'string') return 'pattern'
  return FORBIDDEN.find((name) => Object.hasOwn(value, name)) ?? forbiddenIn(Object.values(value))
}
