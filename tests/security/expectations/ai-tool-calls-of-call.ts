import type { FunctionExpectation } from '../matrix/expectation.ts'
import { CALL_WITH_TOOLS } from '../world/planted-runs.ts'

export const aiToolCallsOfCall = {
  function: 'ai.tool_calls_of_call(uuid, uuid, text[])',
  executableBy: ['service_role'],
  calls: [
    {
      says: "of Mia's call in Max's name",
      args: (world) => ({
        p_call_id: CALL_WITH_TOOLS.id,
        p_owner: world.accounts.max.id,
        p_provider_call_ids: '{call_1}',
      }),
      answer: () => ({ fails: 'call_not_found' }),
    },
  ],
} satisfies FunctionExpectation
