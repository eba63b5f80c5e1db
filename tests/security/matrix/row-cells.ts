import type { Actor } from './actor.ts'
import type { Relation } from './catalog.ts'
import type { Cell } from './cell.ts'
import type { TableExpectation } from './expectation.ts'
import { expectOutcome } from './outcome-of.ts'
import type { Rule } from './rule.ts'
import { identifier, literal } from './sql-text.ts'
import type { Row, WorldFacts } from './world-facts.ts'

/** What one actor and one relation have to do with each other. */
export interface Encounter {
  relation: Relation
  expectation: TableExpectation
  actor: Actor
  world: WorldFacts
}

/** Columns that say whose a row is. Writing another's id into one would give the row away, or take one. */
const BELONGING = [
  'organization_id',
  'user_id',
  'personal_of',
  'created_by',
  'call_id',
  'visible_to_admins_of',
  'agent_id',
]

/** Writes see a row written since the transaction began by its `xmin`: sub-transactions have later numbers. */
const WRITTEN_NOW = 'xmin::text::bigint > pg_current_xact_id()::xid::text::bigint'

/** Exactly the rows that the actor sees: a cell that answers for each row. */
export function selectCell({ relation, expectation, actor, world }: Encounter): Cell {
  const rows = world.rows[relation.name] ?? []
  const readable =
    actor.databaseRole === 'service_role' || expectation.columns.read === 'all'
      ? relation.columns.map(({ name }) => name)
      : expectation.columns.read
  const expected = rows.filter((row) => maySee(expectation.seenBy, actor, row, world))
  const keys = keyOf({ relation, expectation }).map(identifier)
  return {
    subject: relation.name,
    actor,
    verb: 'select',
    what: 'every row',
    sql: `select coalesce(jsonb_agg(jsonb_build_array(${keys})), '[]')
      from (select ${readable.map(identifier)} from ${relation.name}) readable`,
    isQuery: true,
    weight: rows.length,
    leaks: ({ code, message, value }) => {
      if (actor.databaseRole === 'anon' && !expectation.ofPlatform) {
        return code === '42501' ? [] : [`${code ?? 'rows'}, expected to be denied`]
      }
      if (code) return [`${code} ${message}`]
      return differences(
        expected.map((row) => keyText({ relation, expectation }, row)),
        (value as unknown[]).map((key) => JSON.stringify(key)),
      )
    },
  }
}

function maySee(rules: Rule[], actor: Actor, row: Row, world: WorldFacts): boolean {
  if (actor.databaseRole !== 'authenticated') return actor.databaseRole === 'service_role'
  return rules.some((rule) => rule.holds(actor, row, world))
}

function differences(expected: string[], seen: string[]): string[] {
  return [
    ...seen.filter((key) => !expected.includes(key)).map((key) => `sees ${key}`),
    ...expected.filter((key) => !seen.includes(key)).map((key) => `does not see ${key}`),
  ]
}

/** Each row changed, deleted, and moved to where it does not belong. */
export function writeCells(encounter: Encounter): Cell[] {
  const { relation, world } = encounter
  if (relation.kind !== 'table') return []
  return (world.rows[relation.name] ?? []).flatMap((row) => [
    updateCell(encounter, row),
    deleteCell(encounter, row),
    ...moveCells(encounter, row),
  ])
}

function updateCell(encounter: Encounter, row: Row): Cell {
  const { relation, expectation, actor } = encounter
  const declared = expectation.columns.update ?? []
  const columns = declared.length > 0 ? declared : relation.columns.slice(-1).map(({ name }) => name)
  const assignments = columns.map((name) => `${identifier(name)} = ${literalOf(relation, row, name)}`)
  return writeCell(encounter, row, {
    verb: 'update',
    sql: `update ${relation.name} set ${assignments} where ${whereKey(encounter, row)}`,
    check: `select to_jsonb(exists (select from ${relation.name} where ${whereKey(encounter, row)} and ${WRITTEN_NOW}))`,
    leaks:
      actor.databaseRole === 'service_role'
        ? expectOutcome(expectation.service?.update?.length === 0 ? 'denied' : 'done')
        : expectOutcome(allowed(encounter, row, expectation.changedBy, declared.length > 0)),
  })
}

function deleteCell(encounter: Encounter, row: Row): Cell {
  const { relation, expectation, actor, world } = encounter
  const rules = expectation.deletedBy ?? []
  const declared = expectation.service?.delete ?? 'done'
  const serviceDelete = typeof declared === 'function' ? declared(row, world) : declared
  return writeCell(encounter, row, {
    verb: 'delete',
    sql: `delete from ${relation.name} where ${whereKey(encounter, row)}`,
    check: `select to_jsonb(not exists (select from ${relation.name} where ${whereKey(encounter, row)}))`,
    leaks:
      actor.databaseRole === 'service_role'
        ? expectOutcome(serviceDelete)
        : expectOutcome(
            expectation.ofPlatform === 'but delete' ? 'denied' : allowed(encounter, row, rules, rules.length > 0),
          ),
  })
}

/** All rows at once, without asking for any: then policies for reading do not count, and those for writing stand alone. */
export function blindUpdateCell(encounter: Encounter): Cell[] {
  const { relation, expectation, actor, world } = encounter
  const rows = world.rows[relation.name] ?? []
  const columns = expectation.columns.update ?? []
  const [sample] = rows
  if (relation.kind !== 'table' || actor.databaseRole === 'service_role' || columns.length === 0 || !sample) return []
  const assignments = columns.map((name) => `${identifier(name)} = ${literalOf(relation, sample, name)}`)
  const expected = rows.filter((row) => allowed(encounter, row, expectation.changedBy, true) === 'done').length
  return [
    {
      subject: relation.name,
      actor,
      verb: 'update',
      what: 'every row, unseen',
      sql: `update ${relation.name} set ${assignments}`,
      isQuery: false,
      weight: 1,
      leaks({ code, message, count }) {
        if (actor.databaseRole === 'anon' && !expectation.ofPlatform) {
          return code === '42501' ? [] : [`${code ?? count}, expected to be denied`]
        }
        return count === expected ? [] : [`changed ${count ?? `${code} ${message}`}, expected ${expected}`]
      },
    },
  ]
}

/** All rows deleted at once: the policies for deleting stand alone. */
export function blindDeleteCell(encounter: Encounter): Cell[] {
  const { relation, expectation, actor, world } = encounter
  const rows = world.rows[relation.name] ?? []
  if (relation.kind !== 'table' || actor.databaseRole !== 'authenticated' || !expectation.deletedBy?.length) return []
  const expected = rows.filter((row) => allowed(encounter, row, expectation.deletedBy, true) === 'done').length
  return [
    {
      subject: relation.name,
      actor,
      verb: 'delete',
      what: 'every row, unseen',
      sql: `delete from ${relation.name}`,
      isQuery: false,
      weight: 1,
      leaks: ({ code, message, count }) =>
        count === expected ? [] : [`deleted ${count ?? `${code} ${message}`}, expected ${expected}`],
    },
  ]
}

/** To the value that another row has in a column which says whose a row is. Nobody moves rows, but the service may. */
function moveCells(encounter: Encounter, row: Row): Cell[] {
  const { relation, expectation, actor, world } = encounter
  const columns = relation.columns.map(({ name }) => name).filter((name) => BELONGING.includes(name))
  return columns.flatMap((column) => {
    const elsewhere = world.rows[relation.name]?.find((other) => other[column] && other[column] !== row[column])
    if (!elsewhere) return []
    const service =
      expectation.service?.update?.length === 0 ? ['denied'] : ['done', ...(expectation.service?.move ?? [])]
    return writeCell(encounter, row, {
      verb: 'move',
      sql: `update ${relation.name} set ${identifier(column)} = ${literalOf(relation, elsewhere, column)} where ${whereKey(encounter, row)}`,
      check: `select to_jsonb(exists (select from ${relation.name} where ${WRITTEN_NOW}))`,
      leaks: actor.databaseRole === 'service_role' ? expectOutcome(...service) : expectOutcome('denied'),
    })
  })
}

function allowed({ actor, world, expectation }: Encounter, row: Row, rules: Rule[] | undefined, hasRight: boolean) {
  if (actor.databaseRole === 'anon') return expectation.ofPlatform ? 'nothing' : 'denied'
  if (!hasRight) return 'denied'
  return rules?.some((rule) => rule.holds(actor, row, world)) ? 'done' : 'nothing'
}

function writeCell(encounter: Encounter, row: Row, cell: Pick<Cell, 'verb' | 'sql' | 'check' | 'leaks'>): Cell {
  const { relation, actor } = encounter
  return { subject: relation.name, actor, what: keyText(encounter, row), isQuery: false, weight: 1, ...cell }
}

function whereKey(encounter: Pick<Encounter, 'relation' | 'expectation'>, row: Row): string {
  return keyOf(encounter)
    .map((name) => `${identifier(name)} = ${literalOf(encounter.relation, row, name)}`)
    .join(' and ')
}

function keyText(encounter: Pick<Encounter, 'relation' | 'expectation'>, row: Row): string {
  return JSON.stringify(keyOf(encounter).map((name) => row[name]))
}

function keyOf({ relation, expectation }: Pick<Encounter, 'relation' | 'expectation'>): string[] {
  return expectation.key ?? relation.key
}

/** The row's value in a column, as the column takes it. */
function literalOf({ columns }: Relation, row: Row, name: string): string {
  return literal(row[name], columns.find((column) => column.name === name)?.type)
}
