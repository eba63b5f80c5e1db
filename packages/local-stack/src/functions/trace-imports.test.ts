import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createTestProject } from './testing/create-test-project.ts'
import { traceImports } from './trace-imports.ts'

test('imports are followed through relative paths, deno.json and cycles; packages are not', () => {
  const { dir, write, remove } = createTestProject({
    call: `import './part.ts'\nimport type { A } from "@shared/types.ts"\nconst later = await import('../_shared/later.ts')\nexport * from 'npm:zod'`,
  })
  onTestFinished(remove)
  write('supabase/functions/call/part.ts', `export { x } from './index.ts'`)
  write(
    'supabase/functions/call/deno.json',
    `{\n  // what is shared\n  "imports": { "@shared/": "../../../packages/shared/src/" }\n}`,
  )
  const entrypoint = join(dir, 'supabase/functions/call/index.ts')
  const denoConfig = join(dir, 'supabase/functions/call/deno.json')
  const files = traceImports({ name: 'call', entrypoint, denoConfig, verifyJwt: false })
  expect([...files].map((file) => file.slice(dir.length + 1)).sort()).toEqual([
    'packages/shared/src/types.ts',
    'supabase/functions/_shared/later.ts',
    'supabase/functions/call/deno.json',
    'supabase/functions/call/index.ts',
    'supabase/functions/call/part.ts',
  ])
})
