import type { FunctionExpectation } from '../matrix/expectation.ts'

export const aiHasDueSourceJob = {
  function: 'ai.has_due_source_job()',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'with an orphaned file',
      args: () => ({}),
      answer: () => ({ gives: [true] }),
    },
  ],
} satisfies FunctionExpectation
