import type { FunctionExpectation } from '../matrix/expectation.ts'
import { sha256 } from '../world/planted-rows.ts'
import { TOOL_SESSION } from '../world/planted-tools.ts'

export const aiCountFailedResolve = {
  function: 'ai.count_failed_resolve(text)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "for Mia's",
      args: () => ({ p_token_hash: sha256(TOOL_SESSION) }),
      answer: () => ({ leaves: 1 }),
      look: () => `select failures from private.tool_sessions where token_hash = '${sha256(TOOL_SESSION)}'`,
    },
  ],
} satisfies FunctionExpectation
