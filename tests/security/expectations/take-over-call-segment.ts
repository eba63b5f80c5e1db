import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedCall } from '../world/planted-calls.ts'
import { plantedSegment } from '../world/planted-segment.ts'

const call = plantedCall('mia', { live: true })

export const takeOverCallSegment = {
  function: 'public.take_over_call_segment(uuid, uuid, timestamp with time zone)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'by the segment that has the call already',
      args: (world) => ({ p_segment_id: plantedSegment(call), p_owner: world.accounts.mia.id }),
      answer: () => ({ fails: 'segment_superseded' }),
    },
    {
      says: 'for Max, whose call it is not',
      args: (world) => ({ p_segment_id: plantedSegment(call), p_owner: world.accounts.max.id }),
      answer: () => ({ fails: 'call_not_found' }),
    },
  ],
} satisfies FunctionExpectation
