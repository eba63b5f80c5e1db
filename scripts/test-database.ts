import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from '@parley/local-stack/boot/connect'
import { openProjectDatabase } from './open-project-database.ts'
import { readTap } from './read-tap.ts'

/**
 * Runs `supabase/tests/*.test.sql` (pgTAP) against a fresh database, in the order of their names, as `supabase test db`
 * does with Docker: on PGlite, or on the native server of `PARLEY_DB_URL`. Exits with 1 when a test fails.
 */
const testsDir = 'supabase/tests'

const database = await openProjectDatabase()
const files = (await readdir(testsDir)).filter((file) => file.endsWith('.test.sql')).sort()
let passed = 0
let failed = 0
for (const file of files) {
  const { passed: ok, failures } = await runFile(join(testsDir, file))
  passed += ok
  failed += failures.length
  console.log(`${failures.length > 0 ? 'FAILED' : 'ok    '} ${file} (${ok})`)
  for (const failure of failures) console.log(failure.replace(/^/gm, '       '))
}
await database.drop()
console.log(`TAP ${passed} passed, ${failed} failed, ${files.length} files`)
process.exit(failed > 0 ? 1 : 0)

async function runFile(path: string): ReturnType<typeof runFileOn> {
  const sql = connect(database.url)
  try {
    return await runFileOn(sql, await readFile(path, 'utf8'))
  } catch (error) {
    return { passed: 0, failures: [error instanceof Error ? error.message : String(error)] }
  } finally {
    await sql.end()
  }
}

async function runFileOn(sql: ReturnType<typeof connect>, text: string) {
  const results = (await sql.unsafe(text).simple()) as unknown as Iterable<Iterable<Record<string, unknown>>>
  const lines: string[] = []
  for (const result of results) {
    for (const row of Array.isArray(result) ? result : []) lines.push(String(Object.values(row)[0] ?? ''))
  }
  return readTap(lines)
}
