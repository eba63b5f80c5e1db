import type { FunctionExpectation } from '../matrix/expectation.ts'

export const aiClaimRun = {
  function: 'ai.claim_run(integer, uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'where all are due tomorrow',
      args: () => ({ p_lease_seconds: 20 }),
      answer: () => ({ gives: [] }),
    },
  ],
} satisfies FunctionExpectation
