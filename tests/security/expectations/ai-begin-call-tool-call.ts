import type { FunctionExpectation } from '../matrix/expectation.ts'
import { CALL_TOOL_CALL, CALL_WITH_TOOLS } from '../world/planted-runs.ts'
import { plantedSegment } from '../world/planted-segment.ts'

export const aiBeginCallToolCall = {
  function: 'ai.begin_call_tool_call(uuid, uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'in Mia’s call',
      args: () => ({ p_tool_call_id: CALL_TOOL_CALL, p_segment_id: plantedSegment(CALL_WITH_TOOLS) }),
      answer: () => ({ gives: ['run'] }),
    },
  ],
} satisfies FunctionExpectation
