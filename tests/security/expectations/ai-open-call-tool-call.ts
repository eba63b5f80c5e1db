import type { FunctionExpectation } from '../matrix/expectation.ts'
import { CALL_WITH_TOOLS } from '../world/planted-runs.ts'
import { plantedSegment } from '../world/planted-segment.ts'
import { stableUuid } from '../world/stable-uuid.ts'

export const aiOpenCallToolCall = {
  function: 'ai.open_call_tool_call(uuid, uuid, jsonb)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'in Mia’s call',
      args: () => ({
        p_call_id: CALL_WITH_TOOLS.id,
        p_segment_id: plantedSegment(CALL_WITH_TOOLS),
        p_tool_call: JSON.stringify({ id: stableUuid('new'), provider_call_id: 'new', name: 'order', arguments: {} }),
      }),
      answer: () => ({ gives: [{ tool_call_id: stableUuid('new'), status: 'pending' }] }),
    },
  ],
} satisfies FunctionExpectation
