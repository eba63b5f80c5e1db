import type { FunctionExpectation } from '../matrix/expectation.ts'
import { ORPHANED_FILE } from '../world/planted-knowledge.ts'

export const aiOrphanedSourceFiles = {
  function: 'ai.orphaned_source_files(integer)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'all',
      args: () => ({ p_limit: 10 }),
      answer: () => ({ gives: [ORPHANED_FILE] }),
    },
  ],
} satisfies FunctionExpectation
