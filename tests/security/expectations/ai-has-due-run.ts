import type { FunctionExpectation } from '../matrix/expectation.ts'

export const aiHasDueRun = {
  function: 'ai.has_due_run()',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'where all are due tomorrow',
      args: () => ({}),
      answer: () => ({ gives: [false] }),
    },
  ],
} satisfies FunctionExpectation
