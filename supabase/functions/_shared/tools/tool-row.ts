import type { Database } from '@parley/shared/database-types.ts'

/** What of a row of `ai.tools` is needed to run it. */
export type ToolRow = Pick<
  Database['ai']['Tables']['tools']['Row'],
  'id' | 'name' | 'description' | 'kind' | 'parameters' | 'config' | 'needs_approval' | 'repeatable'
>

/** Its columns, as the data API takes them. */
export const TOOL_COLUMNS = 'id, name, description, kind, parameters, config, needs_approval, repeatable'
