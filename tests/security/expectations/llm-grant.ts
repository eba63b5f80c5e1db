import type { FunctionExpectation } from '../matrix/expectation.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import type { PersonName } from '../world/people.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const { id } = ORGANIZATIONS.north
const asks =
  (person: PersonName, sessionId: string | null = null) =>
  (world: WorldFacts) => ({ p_user_id: world.accounts[person].id, p_auth_session_id: sessionId, p_organization_id: id })

export const llmGrant = {
  function: 'public.llm_grant(uuid, uuid, uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'for Mia in North',
      args: asks('mia'),
      answer: () => ({ gives: [{ organization_id: id, plan: 'pro', plan_version: 1 }] }),
    },
    { says: 'for Otto in North', args: asks('otto'), answer: () => ({ fails: 'organization_not_found' }) },
    { says: 'by no session of Mia', args: asks('mia', id), answer: () => ({ fails: 'session_ended' }) },
  ],
} satisfies FunctionExpectation
