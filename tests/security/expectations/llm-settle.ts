import type { FunctionExpectation } from '../matrix/expectation.ts'
import { LIVE_HOLD } from '../world/planted-spend.ts'

export const llmSettle = {
  function: 'public.llm_settle(uuid, jsonb)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "Mia's hold",
      args: () => ({ p_hold_id: LIVE_HOLD.id, p_usage: JSON.stringify({ input_tokens: 100 }) }),
      answer: (_, world) => ({ gives: [75], leaves: world.accounts[LIVE_HOLD.by].id }),
      look: () => `select user_id from llm.usage where hold_id = '${LIVE_HOLD.id}'`,
    },
    {
      says: 'a guess',
      args: () => ({ p_hold_id: crypto.randomUUID() }),
      answer: () => ({ fails: 'hold_not_found' }),
    },
  ],
} satisfies FunctionExpectation
