import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Path of the Deno binary that the lockfile brings. Its version equals the hosted runtime's.
 *
 * @throws When the package's install script did not run.
 */
export function findDeno(): string {
  const folder = dirname(createRequire(import.meta.url).resolve('deno/package.json'))
  const binary = join(folder, process.platform === 'win32' ? 'deno.exe' : 'deno')
  if (existsSync(binary)) return binary
  throw new Error('The deno package has no binary: its install script did not run. Run `pnpm rebuild deno`.')
}
