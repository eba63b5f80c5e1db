import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCatalog } from './matrix/catalog.ts'
import { findUndeclared } from './matrix/find-undeclared.ts'
import { type Matrix, openMatrix } from './matrix/open-matrix.ts'
import { findLeaks } from './matrix/probe.ts'

let matrix: Matrix
beforeAll(async () => {
  matrix = await openMatrix()
}, 180_000)
afterAll(() => matrix?.close())

test('everything that is exposed says who may do what', () => {
  expect(findUndeclared(matrix.catalog, matrix.expectations, matrix.world)).toEqual([])
})

test('nobody gets more than that, and nobody less', { timeout: 180_000 }, async () => {
  const leaks = await findLeaks(matrix.sql, matrix.cells)
  const cells = matrix.cells.reduce((sum, { weight }) => sum + weight, 0)
  console.log(`isolation matrix: ${cells} cells, ${leaks.length} leaks`)
  expect(leaks.slice(0, 50)).toEqual([])
  expect(cells).toBeGreaterThan(5000)
})

test('what nobody declared fails it, and is told where to be declared', async () => {
  const { sql, expectations, world } = matrix
  await sql`create table public.made_up (id integer primary key)`
  await sql`create view public.made_up_view as select * from public.made_up`
  await sql`create function public.made_up_function() returns integer language sql as 'select 1'`
  await sql`create schema made_up_schema`
  try {
    const catalog = await readCatalog(sql, ['public', 'made_up_schema'])
    expect(findUndeclared(catalog, expectations, world)).toEqual([
      expect.stringMatching(/^Schema made_up_schema is exposed: add it to DECLARED_SCHEMAS/),
      expect.stringMatching(/^public.made_up is exposed: .*expectations\/made-up\.ts/),
      expect.stringMatching(/^public.made_up_view is exposed: .*expectations\/made-up-view\.ts/),
      expect.stringMatching(/^public.made_up_function\(\) is exposed: .*expectations\/made-up-function\.ts/),
    ])
  } finally {
    await sql`drop schema made_up_schema`
    await sql`drop function public.made_up_function()`
    await sql`drop view public.made_up_view`
    await sql`drop table public.made_up`
  }
})
