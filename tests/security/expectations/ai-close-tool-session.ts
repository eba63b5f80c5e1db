import type { FunctionExpectation } from '../matrix/expectation.ts'
import { sha256 } from '../world/planted-rows.ts'
import { TOOL_SESSION } from '../world/planted-tools.ts'

export const aiCloseToolSession = {
  function: 'ai.close_tool_session(text)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "Mia's",
      args: () => ({ p_token_hash: sha256(TOOL_SESSION) }),
      answer: () => ({ leaves: 0 }),
      look: () => `select count(*) from private.tool_sessions where token_hash = '${sha256(TOOL_SESSION)}'`,
    },
  ],
} satisfies FunctionExpectation
