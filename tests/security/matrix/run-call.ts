import type { PlantedRun } from '../world/planted-runs.ts'
import { personOnly } from './answers.ts'
import type { Answer, DeclaredCall } from './expectation.ts'

/** What only its person does with a run. To everybody else, whatever they are in the organisation, it is not there. */
export function runCall(run: PlantedRun, done: Answer): DeclaredCall {
  return {
    says: `for ${run.by}'s run (${run.state})`,
    args: () => ({ p_run_id: run.id }),
    answer: (actor) => personOnly(actor, actor.person === run.by ? done : { fails: 'run_not_found' }),
    look: () => `select status from ai.runs where id = '${run.id}'`,
  }
}
