import type { Catalog } from './catalog.ts'
import type { Expectation } from './expectation.ts'
import type { WorldFacts } from './world-facts.ts'

/** The schemas that tests know to be exposed: one more is a decision, not an accident. */
export const DECLARED_SCHEMAS = ['public']

/** What is exposed and not declared, declared and not there, or declared so that it proves nothing: a line each that says what to do. */
export function findUndeclared(catalog: Catalog, expectations: Expectation[], world: WorldFacts): string[] {
  const tables = expectations.flatMap((expectation) => ('table' in expectation ? [expectation] : []))
  const declared = expectations.map((expectation) =>
    'table' in expectation ? expectation.table : expectation.function,
  )
  const existing = [...catalog.relations, ...catalog.functions].map(({ name }) => name)
  return [
    ...catalog.schemas
      .filter((schema) => !DECLARED_SCHEMAS.includes(schema))
      .map(
        (schema) =>
          `Schema ${schema} is exposed: add it to DECLARED_SCHEMAS in tests/security/matrix/find-undeclared.ts`,
      ),
    ...existing
      .filter((name) => !declared.includes(name))
      .map(
        (name) =>
          `${name} is exposed: say who may do what in tests/security/expectations/${fileFor(name)} (docs/isolation.md)`,
      ),
    ...declared
      .filter((name, i) => declared.indexOf(name) !== i)
      .map((name) => `${name} is declared twice in tests/security/expectations`),
    ...declared
      .filter((name) => !existing.includes(name))
      .map(
        (name) =>
          `${name} is declared in tests/security/expectations and does not exist: take its file away, or name it as it is now`,
      ),
    ...tables
      .filter(({ table }) => world.rows[table]?.length === 0)
      .map(
        ({ table }) =>
          `${table} has no row in the seeded world, so nothing is proven: plant some in tests/security/world/plant-world.ts`,
      ),
    ...tables
      .filter(({ table, inserts }) => isTable(catalog, table) && !inserts?.length)
      .map(
        ({ table }) =>
          `${table} declares no insert: add one that the service can make, so that the refusals mean something`,
      ),
    ...tables
      .filter(({ table, key }) => !key && catalog.relations.find(({ name }) => name === table)?.key.length === 0)
      .map(
        ({ table }) => `${table} has no primary key: say in its expectation by which columns rows are told apart (key)`,
      ),
  ]
}

function isTable(catalog: Catalog, name: string): boolean {
  return catalog.relations.some((relation) => relation.name === name && relation.kind === 'table')
}

function fileFor(name: string): string {
  const bare = name.replace(/\(.*$/, '').replace(/^public\./, '')
  return `${bare.replaceAll(/[._]/g, '-')}.ts`
}
