import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedRun, plantedRunLease } from '../world/planted-runs.ts'

const run = plantedRun('mia', 'running')
const lease = { p_run_id: run.id, p_lease_token: plantedRunLease(run) }

export const aiSaveRunStep = {
  function: 'ai.save_run_step(uuid, uuid, jsonb, jsonb)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'of Mia’s run',
      args: () => ({ ...lease, p_step: JSON.stringify({ step: 2, text: 'Yes.' }), p_events: '[]' }),
      answer: () => ({ gives: [1] }),
    },
  ],
} satisfies FunctionExpectation
