import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** TypeScript types of a database's exposed schemas, by the Supabase CLI's own generator, formatted as the repo is. */
export async function printDatabaseTypes(databaseUrl: string): Promise<string> {
  const env = { ...process.env, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1' }
  const { stdout } = await run(
    'supabase',
    ['gen', 'types', '--lang', 'typescript', '--schema', 'public,ai', `--remote=${databaseUrl}`],
    { env, maxBuffer: 16 << 20 },
  )
  // The generator's progress lines stand before the types.
  const types = stdout.slice(stdout.indexOf('export type Json'))
  const formatting = run('biome', ['format', '--stdin-file-path=database-types.ts'], { maxBuffer: 16 << 20 })
  formatting.child.stdin?.end(types)
  return (await formatting).stdout
}
