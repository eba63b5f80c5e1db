import { expect, test } from 'vitest'
import { configOf, NEW_TOOL, parametersOfTable, type ToolDraft, toolDraftOf } from './tool-draft.ts'
import { parametersProblem, toolProblems } from './tool-problems.ts'

const http: ToolDraft = { ...NEW_TOOL, name: 'weather', description: 'Tells it.', url: 'https://api.example.com/w' }
const database: ToolDraft = {
  ...http,
  kind: 'database',
  table: 'notes',
  columns: 'id, text',
  filters: [{ argument: 'words', column: 'text', operator: 'contains' }],
}

test('a complete tool has no problems', () => {
  expect(toolProblems(http)).toEqual({})
  expect(toolProblems(database)).toEqual({})
})

test.each<[keyof ToolDraft, Partial<ToolDraft>]>([
  ['name', { name: 'Two Words' }],
  ['name', { name: 'search_knowledge' }],
  ['description', { description: ' ' }],
  ['url', { url: 'api.example.com' }],
  ['url', { url: 'ftp://api.example.com' }],
  ['url', { url: 'https://ada@api.example.com' }],
  ['timeoutSeconds', { timeoutSeconds: '31' }],
  ['table', { kind: 'database', table: '', columns: 'id' }],
  ['columns', { kind: 'database', table: 'notes', columns: ' , ' }],
  ['columns', { kind: 'database', table: 'notes', columns: 'id, "x"' }],
  ['filters', { ...database, filters: [{ argument: '', column: 'text', operator: 'eq' }] }],
  ['limit', { ...database, limit: '1.5' }],
])('%s is said to be wrong in %j', (field, change) => {
  expect(Object.keys(toolProblems({ ...http, ...change }))).toEqual([field])
})

test.each([
  ['{', /not JSON/],
  ['[]', /are an object/],
  ['{"type": "object"}', /properties/],
  ['{"type": "object", "properties": {"a": {"type": "string", "pattern": "(a+)+"}}}', /pattern/],
  ['{"type": "object", "properties": {"a": {"anyOf": [{"$ref": "#"}]}}}', /\$ref/],
])('a schema %s is refused', (text, words) => {
  expect(parametersProblem(text)).toMatch(words)
})

test('an argument may be called pattern', () => {
  expect(parametersProblem('{"type": "object", "properties": {"pattern": {"type": "string"}}}')).toBeNull()
})

test('a stored tool comes back from its form as it was', () => {
  const row = {
    id: 't',
    organization_id: 'o',
    name: 'find',
    description: 'Finds.',
    parameters: { type: 'object', properties: {} },
  }
  const flags = { needs_approval: true, repeatable: false, enabled: true }
  const config = {
    schema: 'public',
    table: 'notes',
    verb: 'select',
    columns: ['id', 'text'],
    filters: database.filters,
    limit: 5,
  }
  const tool = { ...row, ...flags, kind: 'database', config }
  expect(configOf(toolDraftOf(tool))).toEqual(config)
  const web = { url: 'https://api.example.com', timeout_seconds: 10 }
  expect(configOf(toolDraftOf({ ...tool, kind: 'http', config: { url: web.url } }))).toEqual(web)
})

test('the arguments of a table are sketched from what it reads or writes', () => {
  expect(JSON.parse(parametersOfTable(database))).toMatchObject({ properties: { words: {} }, required: [] })
  const update = { ...database, verb: 'update', columns: 'text' }
  expect(JSON.parse(parametersOfTable(update))).toMatchObject({ properties: { id: {}, text: {} }, required: ['id'] })
})
