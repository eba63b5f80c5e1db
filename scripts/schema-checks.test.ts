import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const testsDir = join(root, 'supabase/tests')
const sections = readFileSync(join(root, 'docs/schema-checks.md'), 'utf8').split(/^## /m).slice(1)
const documented = new Map(sections.map((section) => [section.split('\n')[0], section]))
const rules = readdirSync(testsDir).flatMap((file) => /^90-(.+)\.test\.sql$/.exec(file)?.[1] ?? [])

test('every schema check has its page, and every page its check', () => {
  expect(rules.length).toBeGreaterThan(10)
  expect([...documented.keys()].sort()).toEqual(rules.sort())
})

test.each(rules)('%s is one stem for rule, test and page, which says why and how to mend', (rule) => {
  const sql = readFileSync(join(testsDir, `90-${rule}.test.sql`), 'utf8')
  const name = `tests.${rule.replaceAll('-', '_')}()`
  expect(sql).toContain(`create or replace function ${name} returns setof text`)
  expect(sql).toContain(`select is_empty('select ${name}', 'no finding')`)
  expect(documented.get(rule)).toMatch(/\*\*Why\.\*\*.*\*\*Mend\.\*\*/s)
})
