import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedInvitation } from '../world/planted-rows.ts'

const { tokenHash } = plantedInvitation('north', 'open')

export const forgetInvitationMail = {
  function: 'public.forget_invitation_mail(text)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'of the open invitation to North',
      args: () => ({ p_token_hash: tokenHash }),
      answer: () => ({ leaves: 0 }),
      look: () => `select count(*) from invitations where token_hash = '${tokenHash}'`,
    },
  ],
} satisfies FunctionExpectation
