import type { DatabaseToolConfig } from '@parley/shared/tools.ts'
import type { SupabaseClient } from '@supabase/supabase-js'
import { userClient } from '../../user-client.ts'
import type { User } from '../../verify-user.ts'
import type { ToolContext } from '../server-tool.ts'

/** What one call of a database tool works with. */
export type TableCall = {
  table: ReturnType<typeof tableOf>
  config: DatabaseToolConfig
  args: Record<string, unknown>
  context: ToolContext
  signal: AbortSignal
}

/** The table of a tool, in the data API, as the user. Its name comes from a config: types know nothing of it. */
export function tableOf(user: User, { schema, table }: Pick<DatabaseToolConfig, 'schema' | 'table'>) {
  const client = userClient(user) as unknown as SupabaseClient
  return client.schema(schema).from(table)
}
