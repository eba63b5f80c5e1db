import { byRole, inPersonOnly } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { literal } from '../matrix/sql-text.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const switched = { leaves: ORGANIZATIONS.south.id }

export const switchOrganization = {
  function: 'public.switch_organization(uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'to South',
      args: () => ({ p_organization_id: ORGANIZATIONS.south.id }),
      answer: (actor, world) => byRole(actor, world, 'south', { owner: switched, admin: switched, member: switched }),
      look: (_, actor) => `select organization_id from profiles where id = ${literal(actor.id)}`,
    },
    {
      says: 'to North',
      args: () => ({ p_organization_id: ORGANIZATIONS.north.id }),
      answer(actor, world) {
        const inNorth = inPersonOnly(actor, { leaves: ORGANIZATIONS.north.id })
        return byRole(actor, world, 'north', { owner: inNorth, admin: inNorth, member: inNorth })
      },
      look: (_, actor) => `select organization_id from profiles where id = ${literal(actor.id)}`,
    },
  ],
} satisfies FunctionExpectation
