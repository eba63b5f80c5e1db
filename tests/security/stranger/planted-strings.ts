import { personActor } from '../matrix/actor.ts'
import type { Catalog } from '../matrix/catalog.ts'
import type { Expectation } from '../matrix/expectation.ts'
import type { Row, WorldFacts } from '../matrix/world-facts.ts'
import { PERSON_NAMES, type PersonName } from '../world/people.ts'
import { INVITATIONS, ORGANIZATIONS, TICKET } from '../world/planted-rows.ts'

/** Ids, addresses, hashes and planted secrets: what tells one row from another. Names of columns and plans do not. */
const TELLING =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|secret-[0-9a-f]{16}|[\w.-]+@example\.\w+|[0-9a-f]{64}/g

/**
 * Every telling string of the neighbours' rows, so of those that `stranger` may not see by what is declared, their
 * accounts and their tokens; without what stands in a row of the stranger's own as well.
 */
export function plantedStrings(
  world: WorldFacts,
  catalog: Catalog,
  expectations: Expectation[],
  stranger: PersonName,
): Set<string> {
  const actor = personActor(world.accounts, stranger)
  const theirs = new Set<string>([TICKET, ...INVITATIONS.map(({ token }) => token)])
  const known = new Set<string>()
  for (const { id, name } of Object.values(ORGANIZATIONS)) theirs.add(id).add(name)
  for (const name of PERSON_NAMES) theirs.add(world.accounts[name].id).add(world.accounts[name].email)
  for (const expectation of expectations) {
    if (!('table' in expectation) || !catalog.relations.some(({ name }) => name === expectation.table)) continue
    for (const row of world.rows[expectation.table] ?? []) {
      const visible = expectation.seenBy.some((rule) => rule.holds(actor, row, world))
      for (const text of tellingStrings(row)) (visible ? known : theirs).add(text)
    }
  }
  for (const text of known) theirs.delete(text)
  theirs.delete(actor.id ?? '')
  theirs.delete(world.accounts[stranger].email)
  return theirs
}

/** What of a row tells it from others. */
export function tellingStrings(row: Row): string[] {
  return JSON.stringify(row).match(TELLING) ?? []
}
