import { byRole, inPersonOnly, tooLow } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedInvitation } from '../world/planted-rows.ts'

const { id } = plantedInvitation('north', 'open')

export const revokeInvitation = {
  function: 'public.revoke_invitation(uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'the open one to North',
      args: () => ({ p_invitation_id: id }),
      answer(actor, world) {
        const revoked = inPersonOnly(actor, { leaves: true })
        const answer = byRole(actor, world, 'north', { owner: revoked, admin: revoked, member: tooLow })
        // as if it were not there
        return world.roleIn(actor.person, world.organizationId('north')) ? answer : { fails: 'invitation_not_found' }
      },
      look: () => `select revoked_at is not null from invitations where id = '${id}'`,
    },
    {
      says: 'one that is not there',
      args: () => ({ p_invitation_id: '00000000-0000-4000-8000-000000000000' }),
      answer: () => ({ fails: 'invitation_not_found' }),
    },
  ],
} satisfies FunctionExpectation
