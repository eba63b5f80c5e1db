import type { Person } from './choose-people.ts'
import { type ListQuery, listQueries } from './list-queries.ts'
import { QUERY_CANCELED, type ThreeWays, type Way, waysOf } from './three-ways.ts'

/**
 * One query of one kind of people: milliseconds a way, the n-th of each taken one after the other for one person. `ms` is
 * the server's time for the statement, `waitMs` the client's for the transaction around it.
 */
export type Samples = {
  query: ListQuery
  kind: Person['kind']
  ms: Record<Way, number[]>
  waitMs: Record<Way, number[]>
  rows: number[]
}

const ALL_WAYS: readonly Way[] = ['rls', 'owner', 'naive']
/** Before this many executions a prepared statement is planned each time, and nothing of it is in the caches. */
const WARM_UP = 6
/** What is spent on the control of one query and kind. It may be slower by orders of magnitude. */
const NAIVE_BUDGET_MS = 4000

/**
 * Asks each query in each way, `rounds` times for each kind, a different person each time and the ways in turn. What is
 * measured is the server's own time for planning (of a prepared statement, so mostly from its plan cache) and execution,
 * the making of the answer included, the way to the client not. Throws when a person gets other rows than the owner.
 */
export async function measureQueries(ways: ThreeWays, people: readonly Person[][], rounds: number): Promise<Samples[]> {
  const all = listQueries.flatMap((query) =>
    people
      .filter(([first]) => first && (!query.only || query.only === first.kind))
      .map((ofKind) => ({ ofKind, samples: emptySamples(query, ofKind[0]?.kind ?? 'small') })),
  )
  for (const { samples, ofKind } of all) await compareRows(ways, samples, ofKind)
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const { samples, ofKind } of all) {
      const person = ofKind[(round + WARM_UP) % ofKind.length]
      if (person) await measureRound(ways, samples, person, round)
    }
  }
  return all.map(({ samples }) => samples)
}

function emptySamples(query: ListQuery, kind: Person['kind']): Samples {
  return { query, kind, ms: { rls: [], owner: [], naive: [] }, waitMs: { rls: [], owner: [], naive: [] }, rows: [] }
}

/** Every person's list is the same in both ways that count. Naive ones take minutes here: a test compares those. */
async function compareRows(ways: ThreeWays, { query, kind, rows }: Samples, people: readonly Person[]): Promise<void> {
  for (const person of people) {
    const expected = await ways.rows(query, 'owner', person)
    const found = await ways.rows(query, 'rls', person)
    rows.push(expected.length)
    if (found.join('\n') !== expected.join('\n')) {
      throw new Error(`${query.name} (${kind}): ${found.length} rows for a person, ${expected.length} for the owner`)
    }
  }
}

async function measureRound(
  ways: ThreeWays,
  { query, ms, waitMs }: Samples,
  person: Person,
  round: number,
): Promise<void> {
  for (let i = 0; i < ALL_WAYS.length; i += 1) {
    const way = ALL_WAYS[(round + WARM_UP + i) % ALL_WAYS.length] as Way
    if (!waysOf(query).includes(way) || (way === 'naive' && (round < 0 || spentMs(ms.naive) > NAIVE_BUDGET_MS)))
      continue
    const sample = await serverMs(ways, query, way, person)
    if (round >= 0) ms[way].push(sample)
    if (round >= 0 && way !== 'naive') waitMs[way].push(await ways.waitMs(query, way, person))
  }
}

function spentMs(samples: readonly number[]): number {
  return samples.reduce((sum, sample) => sum + sample, 0)
}

/** Infinite where the statement was given up. */
async function serverMs(ways: ThreeWays, query: ListQuery, way: Way, person: Person): Promise<number> {
  const [answer] = await ways
    .explain(query, way, person, 'analyze, timing off, serialize text, format json')
    .catch((error: unknown) => {
      if ((error as { code?: string }).code !== QUERY_CANCELED) throw error
      return [[{ 'Planning Time': Number.POSITIVE_INFINITY, 'Execution Time': 0 }]]
    })
  const [plan] = answer as [{ 'Planning Time': number; 'Execution Time': number }]
  return plan['Planning Time'] + plan['Execution Time']
}
