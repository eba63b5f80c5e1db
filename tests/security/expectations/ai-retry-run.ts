import type { FunctionExpectation } from '../matrix/expectation.ts'
import { runCall } from '../matrix/run-call.ts'
import { plantedRun } from '../world/planted-runs.ts'

export const aiRetryRun = {
  function: 'ai.retry_run(uuid)',
  executableBy: ['authenticated'],
  calls: [
    runCall(plantedRun('olga', 'failed'), { gives: ['queued'], leaves: 'queued' }),
    runCall(plantedRun('mia', 'completed'), { gives: ['completed'], leaves: 'completed' }),
  ],
} satisfies FunctionExpectation
