import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedRun } from '../world/planted-runs.ts'

const run = plantedRun('mia', 'running')

export const aiRunToDo = {
  function: 'ai.run_to_do(uuid, uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'of a run that somebody else holds',
      args: () => ({ p_run_id: run.id, p_lease_token: run.id }),
      answer: () => ({ fails: 'run_lease_lost' }),
    },
  ],
} satisfies FunctionExpectation
