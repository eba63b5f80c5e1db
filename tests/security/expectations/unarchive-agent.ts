import { agentCall } from '../matrix/agent-call.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'

export const unarchiveAgent = {
  function: 'public.unarchive_agent(uuid)',
  executableBy: ['authenticated'],
  calls: [agentCall('archived', {}, { leaves: 'draft' })],
} satisfies FunctionExpectation
