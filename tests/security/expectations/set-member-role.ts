import { byRole, inPersonOnly, personOnly, tooLow } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { literal } from '../matrix/sql-text.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import type { PersonName } from '../world/people.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const organizationId = ORGANIZATIONS.north.id
const roleOf = (person: PersonName) => (world: WorldFacts) =>
  `select role from memberships where organization_id = '${organizationId}' and user_id = ${literal(world.accounts[person].id)}`
const become = (person: PersonName, role: string) => (world: WorldFacts) => ({
  p_organization_id: organizationId,
  p_user_id: world.accounts[person].id,
  p_role: role,
})

export const setMemberRole = {
  function: 'public.set_member_role(uuid, uuid, text)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'Max becomes an admin of North',
      args: become('max', 'admin'),
      look: roleOf('max'),
      answer(actor, world) {
        const done = inPersonOnly(actor, { leaves: 'admin' })
        return byRole(actor, world, 'north', { owner: done, admin: done, member: tooLow })
      },
    },
    {
      says: 'Max becomes an owner of North',
      args: become('max', 'owner'),
      look: roleOf('max'),
      answer: (actor, world) =>
        byRole(actor, world, 'north', {
          owner: inPersonOnly(actor, { leaves: 'owner' }),
          admin: tooLow,
          member: tooLow,
        }),
    },
    {
      says: 'Olga becomes a member of North',
      args: become('olga', 'member'),
      look: roleOf('olga'),
      answer: (actor, world) =>
        byRole(actor, world, 'north', {
          owner: { fails: actor.isAgent ? 'agent_not_allowed' : 'last_owner' },
          admin: tooLow,
          member: tooLow,
        }),
    },
    {
      says: 'Sam, who is in South, becomes an admin of North',
      args: become('sam', 'admin'),
      look: roleOf('sam'),
      answer(actor, world) {
        const notThere = personOnly(actor, { fails: 'member_not_found' })
        return byRole(actor, world, 'north', { owner: notThere, admin: notThere, member: tooLow })
      },
    },
  ],
} satisfies FunctionExpectation
