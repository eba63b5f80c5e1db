import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedCall } from '../world/planted-calls.ts'
import { plantedSegment } from '../world/planted-segment.ts'

const call = plantedCall('mia', { live: true })

export const touchCallSegment = {
  function: 'public.touch_call_segment(uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "that carries Mia's call",
      args: () => ({ p_segment_id: plantedSegment(call) }),
      answer: () => ({ gives: [true] }),
    },
  ],
} satisfies FunctionExpectation
