import type { FunctionExpectation } from '../matrix/expectation.ts'
import { sha256 } from '../world/planted-rows.ts'
import { plantedTool, plantedToolSecret, TOOL_SESSION } from '../world/planted-tools.ts'

export const aiToolSessionToResolve = {
  function: 'ai.tool_session_to_resolve(text)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "Mia's",
      args: () => ({ p_token_hash: sha256(TOOL_SESSION) }),
      answer: (_, world) => ({
        gives: [
          {
            user_id: world.accounts.mia.id,
            tool_id: plantedTool('north'),
            signing_secrets: [plantedToolSecret('north')],
          },
        ],
      }),
    },
    { says: 'a guess', args: () => ({ p_token_hash: sha256('guess') }), answer: () => ({ gives: [] }) },
  ],
} satisfies FunctionExpectation
