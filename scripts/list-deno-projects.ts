import { existsSync, globSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Files that are checked and tested with one deno.json. */
export interface DenoProject {
  name: string
  config: string | undefined
  /** What is served, and every test. */
  modules: string[]
  tests: string[]
}

/**
 * The folders below `supabase/functions`, each with its own deno.json, or else the one that they share.
 *
 * @param root The repo.
 */
export function listDenoProjects(root: string): DenoProject[] {
  const functionsDir = join(root, 'supabase/functions')
  if (!existsSync(functionsDir)) return []
  const folders = readdirSync(functionsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.map(({ name }) => describe(name, functionsDir)).filter(({ modules }) => modules.length > 0)
}

function describe(name: string, functionsDir: string): DenoProject {
  const folder = join(functionsDir, name)
  const config = [join(folder, 'deno.json'), join(functionsDir, 'deno.json')].find((path) => existsSync(path))
  const tests = globSync('**/*.test.ts', { cwd: folder }).map((path) => join(folder, path))
  const entrypoint = join(folder, 'index.ts')
  return { name, config, tests, modules: [...(existsSync(entrypoint) ? [entrypoint] : []), ...tests] }
}
