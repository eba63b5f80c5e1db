import { connect } from '@parley/local-stack/boot/connect'
import type { Sql } from 'postgres'
import { openProjectDatabase } from '../../../scripts/open-project-database.ts'
import { createAccounts } from '../world/create-accounts.ts'
import { plainAccounts } from '../world/people.ts'
import { plantWorld } from '../world/plant-world.ts'
import { buildMatrix } from './build-matrix.ts'
import { type Catalog, readCatalog } from './catalog.ts'
import type { Cell } from './cell.ts'
import type { Expectation } from './expectation.ts'
import { loadExpectations } from './load-expectations.ts'
import { installProbe } from './probe.ts'
import { readApiSchemas } from './read-api-schemas.ts'
import { readWorldFacts, type WorldFacts } from './world-facts.ts'

export interface Matrix {
  sql: Sql
  catalog: Catalog
  world: WorldFacts
  expectations: Expectation[]
  cells: Cell[]
  close(): Promise<void>
}

/** A database of its own with all migrations and the seeded world in it, and every cell to try there. */
export async function openMatrix(): Promise<Matrix> {
  const database = await openProjectDatabase()
  const sql = connect(database.url)
  const accounts = plainAccounts()
  await createAccounts(sql, accounts)
  await plantWorld(sql, accounts)
  await installProbe(sql)
  const catalog = await readCatalog(sql, readApiSchemas())
  const world = await readWorldFacts(sql, accounts, catalog)
  const expectations = await loadExpectations()
  const cells = buildMatrix(catalog, expectations, world)
  const close = async () => {
    await sql.end()
    await database.drop()
  }
  return { sql, catalog, world, expectations, cells, close }
}
