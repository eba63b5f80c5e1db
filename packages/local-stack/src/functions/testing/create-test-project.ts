import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface TestProject {
  dir: string
  functionsDir: string
  /** Writes a file, by its path from the project's root. */
  write(path: string, text: string): void
  remove(): void
}

/** A project in a temporary folder. `functions` maps names to the text of their index.ts; none verifies JWTs by default. */
export function createTestProject(functions: Record<string, string>, config?: string): TestProject {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'parley-functions-')))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  const open = Object.keys(functions).map((name) => `[functions.${name}]\nverify_jwt = false\n`)
  write('supabase/config.toml', config ?? open.join('\n'))
  for (const [name, text] of Object.entries(functions)) write(`supabase/functions/${name}/index.ts`, text)
  return {
    dir,
    functionsDir: join(dir, 'supabase/functions'),
    write,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}
