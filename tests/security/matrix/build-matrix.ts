import { type Actor, listActors } from './actor.ts'
import type { Catalog } from './catalog.ts'
import type { Cell } from './cell.ts'
import { columnCells } from './column-cells.ts'
import type { Expectation } from './expectation.ts'
import { functionCells } from './function-cells.ts'
import { insertCells } from './insert-cells.ts'
import { blindUpdateCell, selectCell, writeCells } from './row-cells.ts'
import type { WorldFacts } from './world-facts.ts'

/** Every cell of every relation and function that is declared. What is not, `findUndeclared` tells. */
export function buildMatrix(catalog: Catalog, expectations: Expectation[], world: WorldFacts): Cell[] {
  const actors = listActors(world.accounts)
  return expectations.flatMap((expectation) =>
    'table' in expectation
      ? tableCells(catalog, expectation, actors, world)
      : callCells(catalog, expectation, actors, world),
  )
}

function tableCells(
  catalog: Catalog,
  expectation: Extract<Expectation, { table: string }>,
  actors: Actor[],
  world: WorldFacts,
): Cell[] {
  const relation = catalog.relations.find(({ name }) => name === expectation.table)
  if (!relation) return []
  const encounters = actors.map((actor) => ({ relation, expectation, actor, world }))
  const rows = encounters.flatMap((encounter) => [
    selectCell(encounter),
    ...writeCells(encounter),
    ...blindUpdateCell(encounter),
    ...insertCells(encounter),
  ])
  return [...columnCells(relation, expectation), ...rows]
}

function callCells(
  catalog: Catalog,
  expectation: Extract<Expectation, { function: string }>,
  actors: Actor[],
  world: WorldFacts,
): Cell[] {
  const fn = catalog.functions.find(({ name }) => name === expectation.function)
  return fn ? actors.flatMap((actor) => functionCells(fn, expectation, actor, world)) : []
}
