import { ParleyError } from '@parley/shared/parley-error.ts'
import { estimateUsage } from '../model/estimate-usage.ts'
import { openCredit } from '../model/open-credit.ts'
import { chatTools } from './open-run-tools.ts'
import { type PlannedToolCall, planToolCalls } from './plan-tool-calls.ts'
import { runMessages } from './run-messages.ts'
import type { RunWork } from './run-work.ts'
import { saveStep } from './save-step.ts'
import { writeStep } from './write-step.ts'

/** Put by for the functions that a model is told of. */
const TOOLS_TOKENS = 1_500

/** Why calls of a step are not to be made, by their ids. */
export type Faults = Map<string, string>

/**
 * Takes one step: the model answers, or calls functions, and the step is stored as a whole. The last that a run may take
 * offers no functions, so that it ends in words.
 *
 * @throws {ParleyError} run_steps_limit, run_cost_limit, and what the organisation's budget refuses
 * @throws {ModelFault} {RunInterrupt}
 */
export async function takeStep(work: RunWork): Promise<Faults> {
  const { run, steps } = work.toDo
  const step = steps.length + 1
  if (step > run.max_steps) throw new ParleyError('run_steps_limit')
  if (run.cost_micro_usd >= run.max_cost_micro_usd) throw new ParleyError('run_cost_limit')
  // Put by while the tools are still being opened, so what they take is not known yet.
  const estimate = estimateUsage({ messages: runMessages(work.toDo, []), tools: [] }, 0)
  const credit = await openCredit(work.toDo, { ...estimate, inputTokens: estimate.inputTokens + TOOLS_TOKENS })
  try {
    const open = await work.tools
    work.journal.write({ type: 'step.started', data: { step, model: credit.model } })
    const tools = step === run.max_steps ? [] : chatTools(open)
    const answer = await writeStep(work, step, credit, { messages: runMessages(work.toDo, tools), tools })
    const calls = tools.length > 0 ? planToolCalls(answer.toolCalls, open) : []
    if (answer.text === '' && calls.length === 0) throw new ParleyError('run_steps_limit')
    await saveStep(work, { step, text: answer.text, calls, used: await credit.settle() })
    return faultsOf(calls)
  } finally {
    await credit.close()
  }
}

const faultsOf = (calls: PlannedToolCall[]): Faults =>
  new Map(calls.flatMap(({ id, fault }) => (fault === null ? [] : [[id, fault] as const])))
