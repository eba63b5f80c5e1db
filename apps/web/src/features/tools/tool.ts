/** A tool as its row has it. `config` is of `httpToolConfig` or `databaseToolConfig`, by its kind. */
export type Tool = {
  id: string
  organization_id: string
  name: string
  description: string
  kind: string
  parameters: Record<string, unknown>
  config: Record<string, unknown>
  needs_approval: boolean
  repeatable: boolean
  enabled: boolean
}

/** What a tool is read with. */
export const TOOL_COLUMNS =
  'id, organization_id, name, description, kind, parameters, config, needs_approval, repeatable, enabled'

const KINDS: Record<string, string> = { http: 'HTTP', database: 'Database' }

/** A kind as a person says it. */
export function kindWord(kind: string): string {
  return KINDS[kind] ?? kind
}
