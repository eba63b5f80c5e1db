import type { Actor } from '../matrix/actor.ts'
import type { Relation } from '../matrix/catalog.ts'
import type { TableExpectation } from '../matrix/expectation.ts'
import type { Row, WorldFacts } from '../matrix/world-facts.ts'
import type { Target } from '../stranger/table-attempts.ts'

/** What a table gave to a token, and what it should give, as keys of rows in one order. */
export type TableAnswer = { status: number; given: string[]; declared: string[] }

/** Asks for all of a table with a token, and says what of it the actor may see by what is declared. */
export async function readTable(
  api: { url: string; key: string; fetch: typeof fetch },
  { schema, table, relation, expectation }: Target,
  token: string,
  actor: Actor,
  world: WorldFacts,
): Promise<TableAnswer> {
  const key = keyOf(relation, expectation)
  const response = await api.fetch(`${api.url}/rest/v1/${table}?select=${key.join(',')}&limit=10000`, {
    headers: { apikey: api.key, authorization: `Bearer ${token}`, 'accept-profile': schema },
  })
  const rows = response.ok ? ((await response.json()) as Row[]) : []
  const visible = (world.rows[relation.name] ?? []).filter((row) =>
    expectation.seenBy.some((rule) => rule.holds(actor, row, world)),
  )
  const told = (each: Row[]) => each.map((row) => JSON.stringify(key.map((name) => row[name]))).sort()
  return { status: response.status, given: told(rows), declared: told(visible) }
}

function keyOf(relation: Relation, expectation: TableExpectation): string[] {
  const key = relation.key.length > 0 ? relation.key : (expectation.key ?? [])
  const { read } = expectation.columns
  return read === 'all' ? key : key.filter((name) => read.includes(name))
}
