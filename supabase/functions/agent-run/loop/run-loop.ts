import { RunInterrupt } from './run-interrupt.ts'
import { runToDo, type StoredToolCall } from './run-to-do.ts'
import { runToolCalls } from './run-tool-calls.ts'
import type { RunWork } from './run-work.ts'
import { takeStep } from './take-step.ts'

/**
 * Goes on with a run, step by step, until it is answered or waits for its person.
 *
 * @throws {RunInterrupt} {ModelFault} {ParleyError}
 */
export async function runLoop(work: RunWork): Promise<'completed' | 'parked'> {
  let faults = new Map<string, string>()
  for (;;) {
    const last = work.toDo.steps.at(-1)
    if (last && last.tool_calls.length === 0) return 'completed'
    // Between steps a run changes hands at no cost.
    if (performance.now() >= work.drainAt) throw new RunInterrupt('hand_over')
    if (!last?.tool_calls.some(isOpen)) {
      faults = await takeStep(work)
      continue
    }
    await runToolCalls(work, last.tool_calls, faults)
    if (!last.tool_calls.some(isOpen)) continue
    await work.journal.settle()
    if (await work.lease.park()) return 'parked'
    // What it would have waited for is there already.
    work.toDo = runToDo.parse(await work.lease.toDo())
  }
}

const isOpen = ({ status }: StoredToolCall) => ['approval', 'client', 'pending', 'running'].includes(status)
