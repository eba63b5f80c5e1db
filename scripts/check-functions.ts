/** Checks the types of the Edge Functions, their tests and the workers' bootstrap, as Deno sees them. Silent when all is well. */
import { join } from 'node:path'
import { listDenoProjects } from './list-deno-projects.ts'
import { runDeno } from './run-deno.ts'

const root = join(import.meta.dirname, '..')
const bootstrap = join(root, 'packages/local-stack/deno/worker-bootstrap.ts')
const projects = [...listDenoProjects(root), { name: 'bootstrap', config: undefined, modules: [bootstrap] }]

// One after the other: each takes all cores by itself.
for (const { config, modules } of projects) {
  const { code, output } = await runDeno('check', config, modules)
  if (code === 0) continue
  process.stderr.write(output)
  process.exitCode = 1
}
