import type { FunctionExpectation } from '../matrix/expectation.ts'
import { LIVE_HOLD } from '../world/planted-spend.ts'

export const llmRelease = {
  function: 'public.llm_release(uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "Mia's hold",
      args: () => ({ p_hold_id: LIVE_HOLD.id }),
      answer: () => ({ gives: [true], leaves: 'released' }),
      look: () => `select status from llm.holds where id = '${LIVE_HOLD.id}'`,
    },
  ],
} satisfies FunctionExpectation
