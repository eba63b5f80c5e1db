import type { Actor } from '../matrix/actor.ts'
import type { Answer, DeclaredCall, FunctionExpectation } from '../matrix/expectation.ts'
import { type InvitationState, ORGANIZATIONS, plantedInvitation } from '../world/planted-rows.ts'

const withToken = (state: InvitationState, theirs: Answer): DeclaredCall => {
  const { token, to } = plantedInvitation('north', state)
  return {
    says: `with the token of the ${state} invitation`,
    args: () => ({ p_token: token }),
    answer: ({ person }: Actor) => (person === to ? theirs : { fails: 'invitation_for_another' }),
  }
}

export const getInvitation = {
  function: 'public.get_invitation(text)',
  executableBy: ['authenticated'],
  calls: [
    withToken('open', {
      gives: [{ organization_id: ORGANIZATIONS.north.id, organization_name: ORGANIZATIONS.north.name, role: 'member' }],
    }),
    withToken('expired', { fails: 'invitation_expired' }),
    {
      says: 'with the token of the revoked invitation',
      args: () => ({ p_token: plantedInvitation('north', 'revoked').token }),
      answer: () => ({ fails: 'invitation_not_found' }),
    },
    { says: 'with a guess', args: () => ({ p_token: 'guess' }), answer: () => ({ fails: 'invitation_not_found' }) },
  ],
} satisfies FunctionExpectation
