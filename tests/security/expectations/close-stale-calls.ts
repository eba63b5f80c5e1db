import type { FunctionExpectation } from '../matrix/expectation.ts'
import { PLANTED_CALLS } from '../world/planted-calls.ts'

const stale = PLANTED_CALLS.find((call) => call.stale)

export const closeStaleCalls = {
  function: 'public.close_stale_calls()',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'of their own',
      args: () => ({}),
      answer(actor) {
        if (actor.isAgent) return { fails: 'agent_not_allowed' }
        return actor.person === stale?.by ? { gives: [1], leaves: 'stale' } : { gives: [0], leaves: null }
      },
      look: () => `select end_reason from calls where id = '${stale?.id}'`,
    },
  ],
} satisfies FunctionExpectation
