import type { TableExpectation } from '../matrix/expectation.ts'
import { adminsWhoMaySeeCall, callerOf } from '../matrix/rule.ts'
import { plantedCall } from '../world/planted-calls.ts'

export const callSegments = {
  table: 'public.call_segments',
  seenBy: [callerOf('call_id'), adminsWhoMaySeeCall('call_id')],
  columns: { read: 'all' },
  inserts: [
    {
      says: "a segment of Mia's call",
      row: () => ({ call_id: plantedCall('mia').id, number: 2, worker: 'worker', ended_at: '2026-01-01T00:00:00Z' }),
      by: [],
    },
  ],
  // every planted call has a segment with number 1
  service: { move: ['23505'] },
} satisfies TableExpectation
