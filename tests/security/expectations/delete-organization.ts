import { byRole, inPersonOnly, tooLow } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const { id, name } = ORGANIZATIONS.north

export const deleteOrganization = {
  function: 'public.delete_organization(uuid, text)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'North, by its name',
      args: () => ({ p_organization_id: id, p_name: name }),
      answer: (actor, world) =>
        byRole(actor, world, 'north', { owner: inPersonOnly(actor, { leaves: 0 }), admin: tooLow, member: tooLow }),
      look: () => `select count(*) from organizations where id = '${id}'`,
    },
    {
      says: "Stray's personal one",
      args: (world) => ({ p_organization_id: world.personalOf('stray'), p_name: 'stray' }),
      answer: (actor) => ({ fails: actor.person === 'stray' ? 'organization_personal' : 'organization_not_found' }),
    },
  ],
} satisfies FunctionExpectation
