import type { FunctionExpectation } from '../matrix/expectation.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import type { PersonName } from '../world/people.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const asks = (person: PersonName, where: 'north' | 'south') => (world: WorldFacts) => ({
  p_user_id: world.accounts[person].id,
  p_auth_session_id: null,
  p_organization_id: ORGANIZATIONS[where].id,
})

export const llmModels = {
  function: 'public.llm_models(uuid, uuid, uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'for Otto in South, which is free',
      args: asks('otto', 'south'),
      answer: () => ({ gives: [{ id: 'gpt-5.5-mini' }, { id: 'text-embedding-3-small' }] }),
    },
    { says: 'for Otto in North', args: asks('otto', 'north'), answer: () => ({ fails: 'organization_not_found' }) },
  ],
} satisfies FunctionExpectation
