import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedRun, plantedRunLease } from '../world/planted-runs.ts'

const run = plantedRun('mia', 'running')
const lease = { p_run_id: run.id, p_lease_token: plantedRunLease(run) }

export const aiSaveRunEvents = {
  function: 'ai.save_run_events(uuid, uuid, integer, jsonb)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'of Mia’s run',
      args: () => ({ ...lease, p_lease_seconds: 20, p_events: JSON.stringify([{ type: 'text.delta', data: {} }]) }),
      answer: () => ({ gives: [2] }),
    },
  ],
} satisfies FunctionExpectation
