import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson, personIn } from '../matrix/rule.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'
import { plantedRun } from '../world/planted-runs.ts'

export const aiRuns = {
  table: 'ai.runs',
  seenBy: [inPerson(personIn('user_id'))],
  columns: { read: 'all' },
  inserts: [
    {
      says: "a run in Mia's session",
      row: (world) => ({
        session_id: plantedRun('mia', 'completed').sessionId,
        user_id: world.accounts.mia.id,
        organization_id: ORGANIZATIONS.north.id,
        agent_name: 'made up',
        max_cost_micro_usd: 1,
      }),
      by: [],
      service: 'denied',
    },
  ],
  service: { insert: [], update: [], delete: 'denied' },
} satisfies TableExpectation
