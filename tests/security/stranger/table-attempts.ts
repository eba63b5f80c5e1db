import type { SupabaseClient } from '@supabase/supabase-js'
import type { Relation } from '../matrix/catalog.ts'
import type { TableExpectation } from '../matrix/expectation.ts'
import type { Row } from '../matrix/world-facts.ts'
import type { Attempt } from './attempt.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'
const COMPARISONS = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'isdistinct']
const TEXT_OPERATORS = ['like', 'ilike', 'match', 'imatch', 'fts', 'plfts', 'phfts', 'wfts']

/** Columns that say whose a row is, or what was said. */
const TELLING_COLUMN = /^id$|_id$|_by$|_of$|^(call|user|organization)|^(name|title|text|email|display_name|message)$/

/** A table, and rows of it that the stranger may not see. */
export interface Target {
  schema: string
  table: string
  relation: Relation
  expectation: TableExpectation
  neighbours: Row[]
}

/** Everything that can be asked of one table. */
export function readAttempts(target: Target): Attempt[] {
  const { table, schema } = target
  const columns = readableColumns(target)
  const from = (client: SupabaseClient) => client.schema(schema).from(table)
  const read = (says: string, run: Attempt['run']): Attempt => ({ says: `${table}: ${says}`, kind: 'read', run })
  return [
    read('every row', (client) => from(client).select('*')),
    read('every readable column', (client) => from(client).select(columns.join(','))),
    read('as CSV', (client) => from(client).select(columns.join(',')).csv()),
    read('explained', (client) => from(client).select(columns.join(',')).explain({ analyze: true, verbose: true })),
    ...(['exact', 'planned', 'estimated'] as const).flatMap((count) => [
      read(`counted (${count})`, (client) => from(client).select(columns.join(','), { count })),
      read(`counted without rows (${count})`, (client) =>
        from(client).select(columns.join(','), { count, head: true }),
      ),
    ]),
    read('the last page', (client) => from(client).select(columns.join(',')).range(0, 999)),
    ...columns.map((column) =>
      read(`ordered by ${column}`, (client) =>
        from(client).select(columns.join(',')).order(column, { ascending: false, nullsFirst: true }).limit(5),
      ),
    ),
    read('one', (client) => from(client).select(columns.join(',')).limit(1).single()),
    read('or', (client) =>
      from(client).select(columns.join(',')).or(`${columns[0]}.is.null,${columns[0]}.not.is.null`),
    ),
    read('not and', (client) =>
      from(client).select(columns.join(',')).or(`not.and(${columns[0]}.is.null,${columns[0]}.is.null)`),
    ),
    ...columns.filter((column) => TELLING_COLUMN.test(column)).flatMap((column) => filterAttempts(target, column)),
  ]
}

/** The column in every filter that there is, with a value of the neighbours. */
function filterAttempts(target: Target, column: string): Attempt[] {
  const { table, schema, relation, neighbours } = target
  const type = relation.columns.find(({ name }) => name === column)?.type ?? ''
  const value = neighbours.find((row) => row[column] !== null)?.[column]
  if (value === undefined || typeof value === 'object') return []
  const columns = readableColumns(target).join(',')
  const filters: [string, string][] = [
    ...COMPARISONS.map((operator): [string, string] => [operator, String(value)]),
    ['in', `("${value}")`],
    ['not.in', type === 'text' ? `("${value}x")` : type === 'uuid' ? `("${NOBODY}")` : '(0)'],
    ['not.is', 'null'],
    ['eq(any)', `{"${value}"}`],
  ]
  if (type === 'text') {
    for (const operator of TEXT_OPERATORS) filters.push([operator, operator.endsWith('like') ? '%' : '.'])
  }
  const filtered = filters.map(
    ([operator, text]): Attempt => ({
      says: `${table}: ${column} ${operator}`,
      kind: 'read',
      run: (client) => client.schema(schema).from(table).select(columns).filter(column, operator, text),
    }),
  )
  const nested: Attempt = {
    says: `${table}: ${column} in or`,
    kind: 'read',
    run: (client) =>
      client.schema(schema).from(table).select(columns).or(`${column}.eq."${value}",and(${column}.not.is.null)`),
  }
  return [...filtered, nested]
}

/** Rows of the neighbours changed, taken, deleted, and some put beside them. */
export function writeAttempts(target: Target): Attempt[] {
  const { table, schema, relation, neighbours } = target
  const from = (client: SupabaseClient) => client.schema(schema).from(table)
  const write = (says: string, run: Attempt['run']): Attempt => ({ says: `${table}: ${says}`, kind: 'write', run })
  return neighbours.flatMap((row) => {
    const key = Object.fromEntries(relation.key.map((name) => [name, row[name]]))
    const rest = relation.columns.map(({ name }) => name).filter((name) => !relation.key.includes(name))
    return [
      ...rest.map((column) =>
        write(`changes ${column}`, (client) =>
          from(client)
            .update({ [column]: row[column] })
            .match(key)
            .select(),
        ),
      ),
      write('deletes', (client) => from(client).delete().match(key).select()),
      write('inserts again', (client) => from(client).insert(row).select()),
      write('upserts', (client) => from(client).upsert(row).select()),
      write('upserts, ignoring what is there', (client) =>
        from(client).upsert(row, { ignoreDuplicates: true }).select(),
      ),
      write('inserts beside', (client) =>
        from(client).insert(Object.fromEntries(rest.map((name) => [name, row[name]]))),
      ),
    ]
  })
}

function readableColumns({ relation, expectation }: Target): string[] {
  const { read } = expectation.columns
  return read === 'all' ? relation.columns.map(({ name }) => name) : read
}
