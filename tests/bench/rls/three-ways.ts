import postgres, { type Sql } from 'postgres'
import type { Person } from './choose-people.ts'
import { collectNestedPlans, EXPLAIN_NESTED } from './explain-inside.ts'
import { type ListQuery, listQueries, type Parameter } from './list-queries.ts'

/** As the person under the product's policies, as the table owner with a filter, as the person under naive policies. */
export type Way = 'rls' | 'owner' | 'naive'

const TYPES: Record<Parameter | 'person', string> = {
  callId: 'uuid',
  agentId: 'uuid',
  organizationId: 'uuid',
  userId: 'uuid',
  frequentWord: 'text',
  rareWord: 'text',
  person: 'uuid',
}

/**
 * The list queries, each prepared once a way, as a pooled PostgREST keeps them for all its users. A way has a connection
 * of its own: plans inside functions are kept for a role, and made again when it changes.
 */
export type ThreeWays = {
  /** The rows, in no order that matters. */
  rows(query: ListQuery, way: Way, person: Person): Promise<string[]>
  /** Milliseconds that the client waits for the whole transaction: role and claims, the statement, commit. */
  waitMs(query: ListQuery, way: Way, person: Person): Promise<number>
  /** What `explain` answers with the given options, row by row; the statement takes part in the plan cache as always. */
  explain(query: ListQuery, way: Way, person: Person, options: string): Promise<unknown[]>
  /** The plan that ran, with that of the statement inside where it is a function; without times. Naive ones do not run. */
  plan(query: ListQuery, way: Way, person: Person): Promise<string[]>
  close(): Promise<void>
}

/** What statements that were given up fail with. */
export const QUERY_CANCELED = '57014'
const PLAN_OPTIONS = 'analyze, buffers, costs off, timing off, summary off'
/** What a statement may take before it is given up, as on a hosted project. */
export const STATEMENT_TIMEOUT_MS = 8000

/** Connects and prepares. */
export async function openThreeWays(url: string, naiveRole: string): Promise<ThreeWays> {
  const nested = collectNestedPlans()
  const connection = () => postgres(url, { max: 1, onnotice: nested.onnotice })
  const connections: Record<Way, Sql> = { rls: connection(), owner: connection(), naive: connection() }
  const roles: Record<Way, string> = { rls: 'authenticated', owner: 'none', naive: naiveRole }
  const act = (way: Way, person: Person | undefined, statement: string, first = 'select 1') =>
    asRole(connections[way], { role: roles[way], userId: person?.userId, first }, statement)
  for (const query of listQueries) {
    for (const way of waysOf(query)) await act(way, undefined, prepareStatement(query, way))
  }
  return {
    rows: async (query, way, person) => {
      const rows = await act(way, person, executeStatement(query, way, person))
      return rows.map((row) => JSON.stringify(row)).sort()
    },
    waitMs: async (query, way, person) => {
      const startedAt = performance.now()
      await act(way, person, executeStatement(query, way, person))
      return performance.now() - startedAt
    },
    explain: async (query, way, person, options) => {
      const rows = await act(way, person, `explain (${options}) ${executeStatement(query, way, person)}`)
      return rows.map((row) => Object.values(row)[0])
    },
    plan: async (query, way, person) => {
      nested.takeLongest()
      const statement = `explain (${way === 'naive' ? 'costs off' : PLAN_OPTIONS}) ${executeStatement(query, way, person)}`
      const rows = await act(way, person, statement, EXPLAIN_NESTED)
      const lines = rows.map((row) => String(Object.values(row)[0]))
      const inside = lines[0]?.includes('Function Scan') ? nested.takeLongest() : []
      return inside.length > 0 ? [...lines, 'inside:', ...inside.map((line) => `  ${line}`)] : lines
    },
    close: async () => {
      await Promise.all(Object.values(connections).map((sql) => sql.end()))
    },
  }
}

/** The ways in which a query can be asked. */
export function waysOf(query: ListQuery): Way[] {
  return query.withoutNaive ? ['rls', 'owner'] : ['rls', 'owner', 'naive']
}

type Request = { role: string; userId: string | undefined; first: string }

/** As PostgREST does it: a transaction with the role and the claims of the request. In one message. */
async function asRole(sql: Sql, { role, userId, first }: Request, statement: string) {
  const claims = JSON.stringify({ sub: userId, role: 'authenticated' })
  const results = await sql
    .unsafe(
      `begin; ${first};
       select set_config('role', '${role}', true), set_config('request.jwt.claims', '${claims}', true),
         set_config('statement_timeout', '${STATEMENT_TIMEOUT_MS}', true);
       ${statement};
       commit`,
    )
    .simple()
    .catch(async (error: unknown) => {
      await sql.unsafe('rollback')
      throw error
    })
  return (results as unknown as Record<string, unknown>[][]).at(-1) ?? []
}

function prepareStatement(query: ListQuery, way: Way): string {
  const names = [...query.parameters, 'person'] as const
  const text = (way === 'owner' ? query.asOwner : query.asUser).replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => `$${names.indexOf(name as (typeof names)[number]) + 1}`,
  )
  return `prepare "${query.name} ${way}" (${names.map((name) => TYPES[name]).join(', ')}) as ${text}`
}

function executeStatement(query: ListQuery, way: Way, person: Person): string {
  const values = [...query.parameters.map((name) => person[name]), person.userId]
  return `execute "${query.name} ${way}" (${values.map((value) => `'${value}'`).join(', ')})`
}
