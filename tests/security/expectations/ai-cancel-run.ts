import type { FunctionExpectation } from '../matrix/expectation.ts'
import { runCall } from '../matrix/run-call.ts'
import { plantedRun } from '../world/planted-runs.ts'

export const aiCancelRun = {
  function: 'ai.cancel_run(uuid)',
  executableBy: ['authenticated'],
  calls: [
    runCall(plantedRun('mia', 'running'), { gives: ['cancelled'], leaves: 'cancelled' }),
    runCall(plantedRun('max', 'waiting'), { gives: ['cancelled'], leaves: 'cancelled' }),
    runCall(plantedRun('otto', 'completed'), { gives: ['completed'], leaves: 'completed' }),
  ],
} satisfies FunctionExpectation
