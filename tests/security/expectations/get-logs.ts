import type { Actor } from '../matrix/actor.ts'
import { byRole } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { adminsOf, personIn } from '../matrix/rule.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const { id } = ORGANIZATIONS.north

/** Agents get them too. */
function visibleTo(actor: Actor, world: WorldFacts, organizationId?: string) {
  const rows = (world.rows['public.app_logs'] ?? []).filter(
    (row) =>
      (organizationId === undefined || row.organization_id === organizationId) &&
      [personIn('user_id'), adminsOf('organization_id')].some((rule) => rule.holds(actor, row, world)),
  )
  return { gives: rows.map((row) => ({ id: row.id })) }
}

export const getLogs = {
  function: 'public.get_logs(uuid, text, timestamp with time zone, integer)',
  executableBy: ['authenticated'],
  calls: [
    { says: 'of everything', args: () => ({ p_limit: 200 }), answer: (actor, world) => visibleTo(actor, world) },
    {
      says: 'of North',
      args: () => ({ p_limit: 200, p_organization_id: id }),
      answer(actor, world) {
        const logs = visibleTo(actor, world, id)
        return byRole(actor, world, 'north', { owner: logs, admin: logs, member: logs })
      },
    },
  ],
} satisfies FunctionExpectation
