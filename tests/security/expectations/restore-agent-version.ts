import { agentCall } from '../matrix/agent-call.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedAgent } from '../world/planted-rows.ts'

export const restoreAgentVersion = {
  function: 'public.restore_agent_version(uuid, integer)',
  executableBy: ['authenticated'],
  calls: [agentCall('published', { p_number: 1 }, { gives: [{ id: plantedAgent('north') }], leaves: 'published' })],
} satisfies FunctionExpectation
