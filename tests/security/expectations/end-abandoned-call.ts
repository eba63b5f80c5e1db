import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedCall } from '../world/planted-calls.ts'
import { plantedSegment } from '../world/planted-segment.ts'

const call = plantedCall('mia', { live: true })

export const endAbandonedCall = {
  function: 'public.end_abandoned_call(uuid, uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'that is not abandoned',
      args: (world) => ({ p_segment_id: plantedSegment(call), p_owner: world.accounts.mia.id }),
      answer: () => ({ gives: [false] }),
    },
  ],
} satisfies FunctionExpectation
