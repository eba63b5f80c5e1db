import { databaseToolConfig, httpToolConfig } from '@parley/shared/tools'
import type { Tool } from './tool.ts'

/** A filter of a select as a form has it. */
export type FilterDraft = { argument: string; column: string; operator: string }

/** A tool as its form has it: what is typed, also where it is not a tool yet. */
export type ToolDraft = {
  name: string
  description: string
  kind: 'http' | 'database'
  url: string
  timeoutSeconds: string
  schema: string
  table: string
  verb: string
  /** Names, between commas. */
  columns: string
  filters: FilterDraft[]
  limit: string
  /** A JSON schema. */
  parameters: string
  needsApproval: boolean
  repeatable: boolean
  enabled: boolean
}

/** What a new tool begins with. */
export const NEW_TOOL: ToolDraft = {
  name: '',
  description: '',
  kind: 'http',
  url: '',
  timeoutSeconds: '10',
  schema: 'public',
  table: '',
  verb: 'select',
  columns: '',
  filters: [],
  limit: '20',
  parameters: JSON.stringify({ type: 'object', properties: {} }, null, 2),
  needsApproval: false,
  repeatable: false,
  enabled: true,
}

/** A stored tool in its form. */
export function toolDraftOf(tool: Tool): ToolDraft {
  const draft: ToolDraft = {
    ...NEW_TOOL,
    name: tool.name,
    description: tool.description,
    kind: tool.kind === 'database' ? 'database' : 'http',
    parameters: JSON.stringify(tool.parameters, null, 2),
    needsApproval: tool.needs_approval,
    repeatable: tool.repeatable,
    enabled: tool.enabled,
  }
  const http = tool.kind === 'http' ? httpToolConfig.safeParse(tool.config).data : undefined
  if (http) return { ...draft, url: http.url, timeoutSeconds: String(http.timeout_seconds) }
  const database = databaseToolConfig.safeParse(tool.config).data
  if (!database) return draft
  const { schema, table, verb, columns, filters, limit } = database
  return { ...draft, schema, table, verb, columns: columns.join(', '), filters, limit: String(limit) }
}

/** Names between commas, as a list. */
export function columnsOf(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** `ai.tools.config` of what was typed. */
export function configOf(draft: ToolDraft): Record<string, unknown> {
  if (draft.kind === 'http') return { url: draft.url.trim(), timeout_seconds: Number(draft.timeoutSeconds) }
  const { schema, verb, filters, limit } = draft
  const config = { schema, table: draft.table.trim(), verb, columns: columnsOf(draft.columns) }
  return verb === 'select' ? { ...config, filters, limit: Number(limit) } : config
}

/** A sketch of the arguments' schema from the table's config: a text for each name. */
export function parametersOfTable({ verb, columns, filters }: ToolDraft): string {
  const names = verb === 'select' ? filters.map(({ argument }) => argument) : columnsOf(columns)
  const all = verb === 'update' ? ['id', ...names] : names
  const properties = Object.fromEntries(all.map((name) => [name, { type: 'string' }]))
  const required = verb === 'select' ? [] : verb === 'update' ? ['id'] : all
  return JSON.stringify({ type: 'object', properties, required, additionalProperties: false }, null, 2)
}
