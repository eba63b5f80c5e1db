import { agentCall } from '../matrix/agent-call.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'

export const publishAgent = {
  function: 'public.publish_agent(uuid)',
  executableBy: ['authenticated'],
  calls: [agentCall('draft', {}, { leaves: 'published' }), agentCall('published', {}, { leaves: 'published' })],
} satisfies FunctionExpectation
