import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/**
 * The secrets in `supabase/functions/.env`, as the CLI reads them: a missing file means none, and names that begin
 * with `SUPABASE_` are reserved, hence ignored.
 */
export function readFunctionsEnv(path: string): Record<string, string> {
  if (!existsSync(path)) return {}
  const entries = Object.entries(parseEnv(readFileSync(path, 'utf8')))
  return Object.fromEntries(entries.flatMap(([name, value]) => (isReserved(name) ? [] : [[name, value ?? '']])))
}

function isReserved(name: string): boolean {
  return name.startsWith('SUPABASE_')
}
