import { byRole, inPersonOnly, tooLow } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { literal } from '../matrix/sql-text.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const organizationId = ORGANIZATIONS.north.id

export const transferOrganization = {
  function: 'public.transfer_organization(uuid, uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'North to Max',
      args: (world) => ({ p_organization_id: organizationId, p_user_id: world.accounts.max.id }),
      answer: (actor, world) =>
        byRole(actor, world, 'north', {
          owner: inPersonOnly(actor, { leaves: ['admin', 'owner'] }),
          admin: tooLow,
          member: tooLow,
        }),
      look: (world) => `select json_agg(role order by role) from memberships where organization_id = '${organizationId}'
        and user_id in (${literal(world.accounts.olga.id)}, ${literal(world.accounts.max.id)})`,
    },
  ],
} satisfies FunctionExpectation
