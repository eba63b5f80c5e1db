import { agentCall } from '../matrix/agent-call.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'

export const archiveAgent = {
  function: 'public.archive_agent(uuid)',
  executableBy: ['authenticated'],
  calls: [agentCall('published', {}, { leaves: 'archived' }), agentCall('draft', {}, { leaves: 'archived' })],
} satisfies FunctionExpectation
