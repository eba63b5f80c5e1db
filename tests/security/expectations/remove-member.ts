import { byRole, personOnly, tooLow } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { literal } from '../matrix/sql-text.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import type { PersonName } from '../world/people.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const organizationId = ORGANIZATIONS.north.id
const from = (person: PersonName) => (world: WorldFacts) => ({
  p_organization_id: organizationId,
  p_user_id: world.accounts[person].id,
})
const isThere = (person: PersonName) => (world: WorldFacts) =>
  `select exists (
  select from memberships where organization_id = '${organizationId}' and user_id = ${literal(world.accounts[person].id)})`

export const removeMember = {
  function: 'public.remove_member(uuid, uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'Max from North',
      args: from('max'),
      look: isThere('max'),
      answer(actor, world) {
        const gone = personOnly(actor, { leaves: false })
        return byRole(actor, world, 'north', {
          owner: gone,
          admin: gone,
          member: actor.person === 'max' ? gone : personOnly(actor, tooLow),
        })
      },
    },
    {
      says: 'Mia from North',
      args: from('mia'),
      look: isThere('mia'),
      answer(actor, world) {
        const gone = personOnly(actor, { leaves: false })
        return byRole(actor, world, 'north', {
          owner: gone,
          admin: gone,
          member: actor.person === 'mia' ? gone : personOnly(actor, tooLow),
        })
      },
    },
    {
      says: 'Olga, the last owner, from North',
      args: from('olga'),
      look: isThere('olga'),
      answer: (actor, world) =>
        byRole(actor, world, 'north', {
          owner: personOnly(actor, { fails: 'last_owner' }),
          admin: tooLow,
          member: personOnly(actor, tooLow),
        }),
    },
  ],
} satisfies FunctionExpectation
