import { byRole, inPersonOnly, tooLow } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { ORGANIZATIONS, sha256 } from '../world/planted-rows.ts'

const email = 'new@example.test'

export const inviteMember = {
  function: 'public.invite_member(uuid, text, text, text)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'somebody to North',
      args: () => ({
        p_organization_id: ORGANIZATIONS.north.id,
        p_email: email,
        p_role: 'admin',
        p_token_hash: sha256('new'),
      }),
      answer(actor, world) {
        const invited = inPersonOnly(actor, {
          gives: [{ email, organization_name: ORGANIZATIONS.north.name }],
          leaves: 1,
        })
        return byRole(actor, world, 'north', { owner: invited, admin: invited, member: tooLow })
      },
      look: () => `select count(*) from invitations where token_hash = '${sha256('new')}'`,
    },
  ],
} satisfies FunctionExpectation
