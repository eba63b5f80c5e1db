import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedRun, plantedRunLease } from '../world/planted-runs.ts'

const run = plantedRun('mia', 'running')
const lease = { p_run_id: run.id, p_lease_token: plantedRunLease(run) }

export const aiParkRun = {
  function: 'ai.park_run(uuid, uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'that has more to do',
      args: () => lease,
      answer: () => ({ gives: [false], leaves: 'running' }),
      look: () => `select status from ai.runs where id = '${run.id}'`,
    },
  ],
} satisfies FunctionExpectation
