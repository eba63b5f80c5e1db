import { inPersonOnly } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { literal } from '../matrix/sql-text.ts'
import { ORGANIZATIONS, plantedInvitation } from '../world/planted-rows.ts'

const open = plantedInvitation('north', 'open')

export const acceptInvitation = {
  function: 'public.accept_invitation(text)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'with the token of the open invitation to North',
      args: () => ({ p_token: open.token }),
      answer: (actor) =>
        actor.person === open.to
          ? inPersonOnly(actor, { gives: [ORGANIZATIONS.north.id], leaves: 'member' })
          : { fails: 'invitation_for_another' },
      look: (world) => `select role from memberships
        where organization_id = '${ORGANIZATIONS.north.id}' and user_id = ${literal(world.accounts[open.to].id)}`,
    },
    {
      says: 'that Mia has to South, as her agent too',
      args: () => ({ p_token: plantedInvitation('south', 'open').token }),
      answer: (actor) =>
        actor.person === 'mia'
          ? inPersonOnly(actor, { gives: [ORGANIZATIONS.south.id] })
          : { fails: 'invitation_for_another' },
    },
    { says: 'with a guess', args: () => ({ p_token: 'guess' }), answer: () => ({ fails: 'invitation_not_found' }) },
  ],
} satisfies FunctionExpectation
