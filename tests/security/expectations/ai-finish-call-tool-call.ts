import type { FunctionExpectation } from '../matrix/expectation.ts'
import { CALL_TOOL_CALL, CALL_WITH_TOOLS } from '../world/planted-runs.ts'
import { plantedSegment } from '../world/planted-segment.ts'

export const aiFinishCallToolCall = {
  function: 'ai.finish_call_tool_call(uuid, uuid, text, text, jsonb, integer)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'in Mia’s call',
      args: () => ({
        p_tool_call_id: CALL_TOOL_CALL,
        p_segment_id: plantedSegment(CALL_WITH_TOOLS),
        p_status: 'done',
        p_output: 'Ordered.',
        p_citations: '[]',
        p_ms: 1,
      }),
      answer: () => ({ leaves: 'done' }),
      look: () => `select status from ai.tool_calls where id = '${CALL_TOOL_CALL}'`,
    },
  ],
} satisfies FunctionExpectation
