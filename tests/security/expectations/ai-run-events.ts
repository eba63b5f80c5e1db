import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson, personIn } from '../matrix/rule.ts'
import { plantedRun } from '../world/planted-runs.ts'

const run = plantedRun('mia', 'running')

export const aiRunEvents = {
  table: 'ai.run_events',
  seenBy: [inPerson(personIn('user_id'))],
  columns: { read: 'all' },
  inserts: [
    {
      says: "an event of Mia's run",
      row: (world) => ({
        run_id: run.id,
        seq: 99,
        session_id: run.sessionId,
        user_id: world.accounts.mia.id,
        type: 'run.done',
        data: '{}',
      }),
      by: [],
      service: 'denied',
    },
  ],
  service: { insert: [], update: [], delete: 'denied' },
} satisfies TableExpectation
