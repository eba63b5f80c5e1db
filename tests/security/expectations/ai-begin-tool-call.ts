import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedRun, plantedRunLease, plantedToolCall } from '../world/planted-runs.ts'

const run = plantedRun('mia', 'running')

export const aiBeginToolCall = {
  function: 'ai.begin_tool_call(uuid, uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'of Mia’s run',
      args: () => ({ p_tool_call_id: plantedToolCall(run, 'pending'), p_lease_token: plantedRunLease(run) }),
      answer: () => ({ gives: ['run'] }),
    },
  ],
} satisfies FunctionExpectation
