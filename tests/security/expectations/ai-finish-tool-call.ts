import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedRun, plantedRunLease, plantedToolCall } from '../world/planted-runs.ts'

const run = plantedRun('mia', 'running')

export const aiFinishToolCall = {
  function: 'ai.finish_tool_call(uuid, uuid, text, text, jsonb, integer, jsonb)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'of Mia’s run',
      args: () => ({
        p_tool_call_id: plantedToolCall(run, 'running'),
        p_lease_token: plantedRunLease(run),
        p_status: 'done',
        p_output: 'Ordered.',
        p_citations: '[]',
        p_ms: 1,
      }),
      answer: () => ({ gives: [1] }),
    },
  ],
} satisfies FunctionExpectation
