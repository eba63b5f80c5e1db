import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson, personIn } from '../matrix/rule.ts'
import { plantedRun, plantedToolCall } from '../world/planted-runs.ts'

const run = plantedRun('mia', 'running')

export const aiApprovals = {
  table: 'ai.approvals',
  seenBy: [inPerson(personIn('user_id'))],
  columns: { read: 'all' },
  inserts: [
    {
      says: "an approval of Mia's tool call",
      row: (world) => ({
        id: plantedToolCall(run, 'pending'),
        run_id: run.id,
        user_id: world.accounts.mia.id,
        name: 'order',
        arguments: '{}',
      }),
      by: [],
      service: 'denied',
    },
  ],
  service: { insert: [], update: [], delete: 'denied' },
} satisfies TableExpectation
