import type { FunctionExpectation } from '../matrix/expectation.ts'

export const llmSweep = {
  function: 'public.llm_sweep()',
  executableBy: ['service_role'],
  calls: [{ says: 'where nothing has expired', args: () => ({}), answer: () => ({ gives: [0] }) }],
} satisfies FunctionExpectation
