import type { TableExpectation } from '../matrix/expectation.ts'
import { adminsWhoMaySeeCall, callerOf } from '../matrix/rule.ts'
import { plantedCall } from '../world/planted-calls.ts'

export const messages = {
  table: 'public.messages',
  seenBy: [callerOf('call_id'), adminsWhoMaySeeCall('call_id')],
  columns: { read: 'all' },
  // the relay writes transcripts, nobody else
  inserts: [
    {
      says: "a turn in Mia's call",
      row: () => ({ call_id: plantedCall('mia').id, role: 'user', text: 'I said that' }),
      by: [],
    },
  ],
} satisfies TableExpectation
