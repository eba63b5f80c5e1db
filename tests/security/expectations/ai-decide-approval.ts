import { personOnly } from '../matrix/answers.ts'
import type { DeclaredCall, FunctionExpectation } from '../matrix/expectation.ts'
import { type PlantedRun, plantedRun, plantedToolCall } from '../world/planted-runs.ts'

const call = (run: PlantedRun): DeclaredCall => ({
  says: `of ${run.by}'s`,
  args: () => ({ p_approval_id: plantedToolCall(run, 'approval'), p_decision: 'approved' }),
  answer: (actor) =>
    personOnly(
      actor,
      actor.person === run.by ? { gives: ['approved'], leaves: 'pending' } : { fails: 'approval_not_found' },
    ),
  look: () => `select status from ai.tool_calls where id = '${plantedToolCall(run, 'approval')}'`,
})

export const aiDecideApproval = {
  function: 'ai.decide_approval(uuid, text, jsonb)',
  executableBy: ['authenticated'],
  calls: [call(plantedRun('mia', 'running')), call(plantedRun('max', 'waiting'))],
} satisfies FunctionExpectation
