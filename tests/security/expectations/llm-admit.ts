import type { FunctionExpectation } from '../matrix/expectation.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import type { PersonName } from '../world/people.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const { id } = ORGANIZATIONS.north
const asks =
  (person: PersonName, more: object = {}) =>
  (world: WorldFacts) => ({
    p_request: JSON.stringify({
      organization_id: id,
      user_id: world.accounts[person].id,
      source: 'gateway',
      kind: 'chat',
      idempotency_key: 'planted',
      ...more,
    }),
    p_estimate: JSON.stringify({ input_tokens: 1000, output_tokens: 100 }),
  })
const look = () => "select organization_id from llm.holds where idempotency_key = 'planted'"

export const llmAdmit = {
  function: 'public.llm_admit(jsonb, jsonb)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'for Mia in North',
      args: asks('mia'),
      answer: () => ({ leaves: id, gives: [{ amount_micro_usd: 1200 }] }),
      look,
    },
    { says: 'for Otto in North', args: asks('otto'), answer: () => ({ fails: 'organization_not_found' }) },
    { says: 'for who was in North', args: asks('gone'), answer: () => ({ fails: 'organization_not_found' }) },
    {
      says: 'for Mia by a session that there is not',
      args: asks('mia', { auth_session_id: id }),
      answer: () => ({ fails: 'session_ended' }),
    },
  ],
} satisfies FunctionExpectation
