import { afterAll, beforeAll, expect, test } from 'vitest'
import { findUndeclared } from './matrix/find-undeclared.ts'
import { type Matrix, openMatrix } from './matrix/open-matrix.ts'
import { findLeaks } from './matrix/probe.ts'

let matrix: Matrix
beforeAll(async () => {
  matrix = await openMatrix()
})
afterAll(() => matrix?.close())

test('everything that is exposed says who may do what', () => {
  expect(findUndeclared(matrix.catalog, matrix.expectations, matrix.world)).toEqual([])
})

test('nobody gets more than that, and nobody less', async () => {
  const leaks = await findLeaks(matrix.sql, matrix.cells)
  const cells = matrix.cells.reduce((sum, { weight }) => sum + weight, 0)
  console.log(`isolation matrix: ${cells} cells, ${leaks.length} leaks`)
  expect(leaks.slice(0, 50)).toEqual([])
  expect(cells).toBeGreaterThan(5000)
})
