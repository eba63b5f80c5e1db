import type { Actor } from './actor.ts'
import type { ApiFunction } from './catalog.ts'
import type { Cell, Observed } from './cell.ts'
import type { Answer, DeclaredCall, FunctionExpectation } from './expectation.ts'
import { outcomeOf } from './outcome-of.ts'
import { identifier, literal } from './sql-text.ts'
import type { Row, WorldFacts } from './world-facts.ts'

/** Every declared call, made by the actor. */
export function functionCells(
  fn: ApiFunction,
  expectation: FunctionExpectation,
  actor: Actor,
  world: WorldFacts,
): Cell[] {
  return expectation.calls.map((call) => {
    const mayExecute = expectation.executableBy.includes(actor.databaseRole)
    const answer = mayExecute ? call.answer(actor, world) : 'denied'
    return {
      subject: fn.name,
      actor,
      verb: 'execute',
      what: call.says,
      sql: callText(fn, call.args(world, actor)),
      isQuery: true,
      check: look(call, world, actor),
      weight: 1,
      leaks: (observed) => (answer === 'denied' ? expectNoRight(fn, observed) : compare(answer, observed)),
    }
  })
}

/** With named arguments, as the Data API calls it; a result without a type (void) counts as its text. */
function callText(fn: ApiFunction, args: Record<string, unknown>): string {
  const named = Object.entries(args).map(([name, value]) => `${identifier(name)} => ${literal(value)}`)
  return `select coalesce(jsonb_agg(to_jsonb(result)), '[]')
    from (select * from ${fn.schema}.${identifier(fn.shortName)}(${named})) result`
}

function look(call: DeclaredCall, world: WorldFacts, actor: Actor): string | undefined {
  const query = call.look?.(world, actor)
  return query && `select to_jsonb((${query}))`
}

/** Refused because the right to call it is missing, not by something inside. */
function expectNoRight(fn: ApiFunction, observed: Observed): string[] {
  if (observed.message === `permission denied for function ${fn.shortName}`) return []
  return [`${observed.code ? `${outcomeOf(observed)} (${observed.message})` : 'was called'}, expected to be denied`]
}

function compare(answer: Exclude<Answer, 'denied'>, observed: Observed): string[] {
  if ('fails' in answer) {
    const expected = answer.fails
    const outcome = observed.code ? outcomeOf(observed) : `gave ${JSON.stringify(observed.value)}`
    return outcome === expected ? [] : [`${outcome}, expected ${expected}`]
  }
  if (observed.code) return [`${outcomeOf(observed)}, expected an answer`]
  const leaks: string[] = []
  if (answer.gives) leaks.push(...compareRows(answer.gives, observed.value as Row[]))
  if ('leaves' in answer && JSON.stringify(answer.leaves) !== JSON.stringify(observed.after)) {
    leaks.push(`left ${JSON.stringify(observed.after)}, expected ${JSON.stringify(answer.leaves)}`)
  }
  return leaks
}

/** Same rows in any order, compared in the columns that the expected ones name. A function's one value stands for a row. */
function compareRows(expected: unknown[], given: Row[]): string[] {
  const columns = typeof expected[0] === 'object' && expected[0] !== null ? Object.keys(expected[0]) : null
  const texts = given.map((row) => textOf(columns ? pick(row, columns) : Object.values(row)[0]))
  const wanted = expected.map((row) => textOf(columns ? pick(row as Row, columns) : row))
  if (texts.sort().join() === wanted.sort().join()) return []
  return [`gave ${texts.join(', ') || 'nothing'}, expected ${wanted.join(', ') || 'nothing'}`]
}

function pick(row: Row, columns: string[]): Row {
  return Object.fromEntries(columns.map((name) => [name, row[name]]))
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined'
}
