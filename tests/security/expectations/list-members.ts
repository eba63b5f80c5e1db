import type { Actor } from '../matrix/actor.ts'
import { byRole } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import { MEMBERSHIPS, PERSON_NAMES } from '../world/people.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'
import { secretOf } from '../world/secret-of.ts'

/** North's members; with mail addresses for its owners and admins in person, others see their own. */
function membersOfNorth(actor: Actor, world: WorldFacts, seesAddresses: boolean) {
  const members = PERSON_NAMES.filter((name) => 'north' in MEMBERSHIPS[name])
  return {
    gives: members.map((name) => ({
      user_id: world.accounts[name].id,
      display_name: secretOf(`profile ${name}`),
      email: (seesAddresses && !actor.isAgent) || name === actor.person ? world.accounts[name].email : null,
    })),
  }
}

export const listMembers = {
  function: 'public.list_members(uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'of North',
      args: () => ({ p_organization_id: ORGANIZATIONS.north.id }),
      answer: (actor, world) =>
        byRole(actor, world, 'north', {
          owner: membersOfNorth(actor, world, true),
          admin: membersOfNorth(actor, world, true),
          member: membersOfNorth(actor, world, false),
        }),
    },
  ],
} satisfies FunctionExpectation
