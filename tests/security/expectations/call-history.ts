import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedCall } from '../world/planted-calls.ts'
import { plantedSegment } from '../world/planted-segment.ts'
import { secretOf } from '../world/secret-of.ts'

const call = plantedCall('mia', { live: true })

export const callHistory = {
  function: 'public.call_history(uuid, uuid, timestamp with time zone)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'for Mia',
      args: (world) => ({ p_segment_id: plantedSegment(call), p_owner: world.accounts.mia.id }),
      answer: () => ({ gives: [{ text: secretOf(`message ${call.id}`) }] }),
    },
    {
      says: 'for Max, whose call it is not',
      args: (world) => ({ p_segment_id: plantedSegment(call), p_owner: world.accounts.max.id }),
      answer: () => ({ fails: 'call_not_found' }),
    },
  ],
} satisfies FunctionExpectation
