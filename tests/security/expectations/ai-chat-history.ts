import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedRun } from '../world/planted-runs.ts'

const { sessionId } = plantedRun('mia', 'completed')

export const aiChatHistory = {
  function: 'ai.chat_history(uuid, uuid, integer)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "of Mia's session in Max's name",
      args: (world) => ({ p_session_id: sessionId, p_owner: world.accounts.max.id }),
      answer: () => ({ fails: 'session_not_found' }),
    },
  ],
} satisfies FunctionExpectation
