import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedRun, plantedRunLease } from '../world/planted-runs.ts'

const run = plantedRun('mia', 'running')
const lease = { p_run_id: run.id, p_lease_token: plantedRunLease(run) }

export const aiReleaseRun = {
  function: 'ai.release_run(uuid, uuid, real)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'of Mia’s',
      args: () => lease,
      answer: () => ({ leaves: 'queued' }),
      look: () => `select status from ai.runs where id = '${run.id}'`,
    },
  ],
} satisfies FunctionExpectation
