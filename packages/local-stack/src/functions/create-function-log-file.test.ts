import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFunctionLogFile } from './create-function-log-file.ts'
import { createTestProject } from './testing/create-test-project.ts'

test('the log file is made with its folder, keeps one JSON object a line, and is appended to', async () => {
  const project = createTestProject({})
  onTestFinished(project.remove)
  const path = join(project.dir, 'supabase/.temp/functions.log')
  for (const message of ['one', 'two\nlines']) {
    const file = createFunctionLogFile(path)
    file.write({ time: new Date(0), level: 'info', kind: 'host', message })
    await file.close()
  }
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).message)).toEqual(['one', 'two\nlines'])
})
