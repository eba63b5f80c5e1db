import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedRun, plantedRunLease } from '../world/planted-runs.ts'

const run = plantedRun('mia', 'running')
const lease = { p_run_id: run.id, p_lease_token: plantedRunLease(run) }

export const aiFinishRun = {
  function: 'ai.finish_run(uuid, uuid, text, text)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'of Mia’s',
      args: () => ({ ...lease, p_status: 'completed', p_error_code: null }),
      answer: () => ({ gives: [2], leaves: 'completed' }),
      look: () => `select status from ai.runs where id = '${run.id}'`,
    },
  ],
} satisfies FunctionExpectation
