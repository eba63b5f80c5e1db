import { inPersonOnly } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { literal } from '../matrix/sql-text.ts'

export const createOrganization = {
  function: 'public.create_organization(text)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'named Fresh',
      args: () => ({ p_name: 'Fresh' }),
      answer: (actor) =>
        inPersonOnly(actor, { gives: [{ name: 'Fresh', plan: 'free', personal_of: null }], leaves: 'owner' }),
      look: (_, actor) => `select m.role from memberships m join organizations o on o.id = m.organization_id
        where o.name = 'Fresh' and m.user_id = ${literal(actor.id)}`,
    },
  ],
} satisfies FunctionExpectation
