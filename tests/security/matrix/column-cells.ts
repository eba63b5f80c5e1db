import type { DatabaseRole } from './actor.ts'
import type { Column, Relation } from './catalog.ts'
import type { Cell } from './cell.ts'
import type { TableExpectation } from './expectation.ts'
import { identifier } from './sql-text.ts'

type Verb = 'select' | 'insert' | 'update' | 'delete'
const ROLES: DatabaseRole[] = ['anon', 'authenticated', 'service_role']

/** Which columns each role may read, insert and change, and from which tables it may delete: tried, on no rows. */
export function columnCells(relation: Relation, expectation: TableExpectation): Cell[] {
  const verbs: Verb[] = relation.kind === 'table' ? ['select', 'insert', 'update'] : ['select']
  return ROLES.flatMap((role) => {
    const columns = verbs.flatMap((verb) =>
      relation.columns
        .filter((column) => verb === 'select' || !column.generated)
        .map((column) => columnCell(relation, role, verb, column, isAllowed(expectation, role, verb, column.name))),
    )
    if (relation.kind !== 'table') return columns
    const deletes = {
      anon: expectation.ofPlatform === true,
      authenticated: expectation.ofPlatform === true || !!expectation.deletedBy?.length,
      service_role: expectation.service?.delete !== 'denied',
    }
    const allowed = deletes[role]
    return [
      ...columns,
      rightCell(relation, role, 'delete', 'any row', `delete from ${relation.name} where false`, allowed),
    ]
  })
}

function isAllowed(expectation: TableExpectation, role: DatabaseRole, verb: Verb, column: string): boolean {
  const { columns, service, ofPlatform } = expectation
  if (ofPlatform) return true
  if (role === 'anon') return false
  if (role === 'service_role') {
    return verb === 'select' || ((verb === 'insert' ? service?.insert : service?.update)?.includes(column) ?? true)
  }
  if (verb === 'select') return columns.read === 'all' || columns.read.includes(column)
  return ((verb === 'insert' ? columns.insert : columns.update) ?? []).includes(column)
}

function columnCell(
  relation: Relation,
  role: DatabaseRole,
  verb: Verb,
  { name, type }: Column,
  allowed: boolean,
): Cell {
  const column = identifier(name)
  const sql = {
    select: `select ${column} from ${relation.name} where false`,
    insert: `insert into ${relation.name} (${column}) overriding system value select null::${type} where false`,
    update: `update ${relation.name} set ${column} = default where false`,
    delete: '',
  }[verb]
  return rightCell(relation, role, verb, `column ${name}`, sql, allowed)
}

function rightCell(
  relation: Relation,
  role: DatabaseRole,
  verb: Verb,
  what: string,
  sql: string,
  allowed: boolean,
): Cell {
  const [schema, bareName] = relation.name.split('.')
  const refusals = [`permission denied for ${relation.kind} ${bareName}`, `permission denied for schema ${schema}`]
  return {
    subject: relation.name,
    actor: { name: role, databaseRole: role, claims: { role } },
    verb,
    what,
    sql,
    isQuery: false,
    weight: 1,
    leaks({ code, message }) {
      // By the missing right, and not by something that comes after it and may not always do so.
      const refused = code === '42501' && refusals.includes(message ?? '')
      if (code && !refused) return [`${code} ${message}`]
      if (allowed !== refused) return []
      return [allowed ? 'refused, expected to be allowed' : 'allowed, expected to be refused']
    },
  }
}
