import { afterAll, beforeAll, expect, test } from 'vitest'
import { isNoticed } from './matrix/is-noticed.ts'
import { type Matrix, openMatrix } from './matrix/open-matrix.ts'
import { findLeaks } from './matrix/probe.ts'
import { listRemovals, type Removal } from './matrix/removal.ts'

let matrix: Matrix
beforeAll(async () => {
  matrix = await openMatrix()
}, 180_000)
afterAll(() => matrix?.close())

test('with nothing taken away there is nothing to notice', { timeout: 180_000 }, async () => {
  expect((await findLeaks(matrix.sql, matrix.cells)).slice(0, 20)).toEqual([])
})

test('whatever protects, the matrix notices when it is taken away', { timeout: 300_000 }, async () => {
  const removals = await listRemovals(matrix.sql, matrix.catalog)
  const unnoticed: Removal[] = []
  for (const removal of removals) {
    if (!(await isNoticed(matrix, removal))) unnoticed.push(removal)
  }
  const policies = removals.filter(({ says }) => says.startsWith('removed:')).length
  console.log(
    `isolation matrix: noticed ${removals.length - unnoticed.length} of ${removals.length} removals, ${policies} of them policies`,
  )
  expect(unnoticed.map(({ says }) => says)).toEqual([])
  expect(policies).toBe(matrix.catalog.policies.length)
  expect(removals.length).toBeGreaterThan(100)
})
