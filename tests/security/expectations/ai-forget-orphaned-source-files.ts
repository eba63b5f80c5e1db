import type { FunctionExpectation } from '../matrix/expectation.ts'
import { ORPHANED_FILE } from '../world/planted-knowledge.ts'

export const aiForgetOrphanedSourceFiles = {
  function: 'ai.forget_orphaned_source_files(text[])',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'one',
      args: () => ({ p_paths: [ORPHANED_FILE] }),
      answer: () => ({ leaves: 0 }),
      look: () => 'select count(*) from private.orphaned_source_files',
    },
  ],
} satisfies FunctionExpectation
