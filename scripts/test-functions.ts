/**
 * Runs the tests of the Edge Functions (`supabase/functions/<name>/*.test.ts`) on Deno, with what a hosted function may
 * do and the network restricted to this machine. `node scripts/test-functions.ts voice-relay` runs one function's.
 */
import { join } from 'node:path'
import { listDenoProjects } from './list-deno-projects.ts'
import { runDeno } from './run-deno.ts'

const root = join(import.meta.dirname, '..')
const wanted = process.argv.slice(2)
const permissions = [
  '--no-check',
  '--allow-env',
  '--allow-sys',
  '--allow-net=127.0.0.1,localhost',
  `--allow-read=${root}`,
]

for (const { name, config, tests } of listDenoProjects(root)) {
  if (tests.length === 0 || (wanted.length > 0 && !wanted.includes(name))) continue
  const { code, output } = await runDeno('test', config, [...permissions, ...tests])
  process.stdout.write(output)
  if (code !== 0) process.exitCode = 1
}
