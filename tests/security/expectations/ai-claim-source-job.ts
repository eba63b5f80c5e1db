import type { FunctionExpectation } from '../matrix/expectation.ts'

export const aiClaimSourceJob = {
  function: 'ai.claim_source_job(integer)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'where all are due tomorrow',
      args: () => ({ p_lease_seconds: 20 }),
      answer: () => ({ gives: [] }),
    },
  ],
} satisfies FunctionExpectation
