import type { Cell } from './cell.ts'
import type { InsertAttempt, Outcome } from './expectation.ts'
import { expectOutcome } from './outcome-of.ts'
import type { Encounter } from './row-cells.ts'
import { identifier, literal } from './sql-text.ts'
import type { Row } from './world-facts.ts'

/** Every declared row inserted by the actor. */
export function insertCells(encounter: Encounter): Cell[] {
  const { relation, expectation, actor, world } = encounter
  return (expectation.inserts ?? []).map((attempt) => {
    const row = attempt.row(world, actor)
    const columns = Object.keys(row)
    return {
      subject: relation.name,
      actor,
      verb: 'insert',
      what: attempt.says,
      sql: `insert into ${relation.name} (${columns.map(identifier)}) values (${columns.map((name) => literal(row[name]))})`,
      isQuery: false,
      check: `select to_jsonb(exists (
        select from ${relation.name} where xmin::text::bigint > pg_current_xact_id()::xid::text::bigint))`,
      weight: 1,
      leaks: expectOutcome(expected(encounter, attempt, row)),
    }
  })
}

function expected({ actor, world }: Encounter, attempt: InsertAttempt, row: Row): Outcome {
  if (actor.databaseRole === 'service_role') return attempt.service ?? 'done'
  if (actor.databaseRole === 'anon') return 'denied'
  if (attempt.by.some((rule) => rule.holds(actor, row, world))) return 'done'
  const { otherwise = 'denied' } = attempt
  return typeof otherwise === 'function' ? otherwise(actor, world) : otherwise
}
