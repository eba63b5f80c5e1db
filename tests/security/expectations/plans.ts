import type { TableExpectation } from '../matrix/expectation.ts'
import { everyoneSignedIn } from '../matrix/rule.ts'

export const plans = {
  table: 'public.plans',
  seenBy: [everyoneSignedIn],
  columns: { read: 'all' },
  inserts: [{ says: 'a plan', row: () => ({ id: 'gold', name: 'Gold', live_calls: 100 }), by: [] }],
} satisfies TableExpectation
