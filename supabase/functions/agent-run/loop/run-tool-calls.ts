import { log } from '../../_shared/log.ts'
import type { ToolResult } from '../../_shared/tools/server-tool.ts'
import type { ToolOutcome } from '../queue/run-lease.ts'
import { RunInterrupt } from './run-interrupt.ts'
import type { StoredToolCall } from './run-to-do.ts'
import type { RunWork } from './run-work.ts'

/** A tool has its own limits; this is for one that does not keep to them. */
const MAX_TOOL_MS = 90_000
/** What the database stores. Tools cap what they give back themselves. */
const MAX_OUTPUT = 64_000

/**
 * Makes the calls of a step that are to be made: those that may be repeated, and so change nothing or know their key, side
 * by side; then the others, one after the other, as the model wrote them. What waits for a person is left alone.
 *
 * @param faults Why a call is not made, by its id.
 */
export async function runToolCalls(work: RunWork, calls: StoredToolCall[], faults: Map<string, string>): Promise<void> {
  const due = calls.filter(({ status }) => status === 'pending' || status === 'running')
  for (const call of calls.filter(({ status, output }) => status === 'refused' && output === null)) {
    await finish(work, call, { status: 'refused', output: REFUSED, citations: [], ms: 0 })
  }
  await Promise.all(due.filter(({ repeatable }) => repeatable).map((call) => makeCall(work, call, faults.get(call.id))))
  for (const call of due.filter(({ repeatable }) => !repeatable)) {
    // What may not be called twice is not begun by a worker that may not see its end.
    if (performance.now() >= work.drainAt) throw new RunInterrupt('hand_over')
    await makeCall(work, call, faults.get(call.id))
  }
}

async function makeCall(work: RunWork, call: StoredToolCall, fault: string | undefined): Promise<void> {
  work.signal.throwIfAborted()
  const startedAt = performance.now()
  const begun = await work.lease.beginToolCall(call.id)
  const result = begun === 'unknown' ? UNKNOWN : fault ? failed(fault) : await carryOut(work, call)
  // A call that was broken off is not known to have failed: whoever goes on with the run decides.
  work.signal.throwIfAborted()
  await finish(work, call, { ...result, ms: Math.round(performance.now() - startedAt) })
}

async function finish(work: RunWork, call: StoredToolCall, made: ToolOutcome): Promise<void> {
  const output = made.output.slice(0, MAX_OUTPUT).replaceAll('\u0000', '').toWellFormed()
  const outcome = { ...made, output }
  const data = { tool_call_id: call.id, name: call.name, ...outcome }
  await work.journal.finishToolCall(call.id, outcome, { type: 'tool.done', data })
  const { status, citations, ms } = outcome
  Object.assign(call, { status, output, citations })
  log('info', 'tool_call_done', { run_id: work.lease.runId, tool_call_id: call.id, status, ms })
}

async function carryOut(work: RunWork, call: StoredToolCall): Promise<ToolResult> {
  const { server } = await work.tools
  const tool = server.get(call.name)
  if (!tool) return failed(`There is no function ${call.name} any more.`)
  const { run, agent, person_id } = work.toDo
  const timeout = AbortSignal.timeout(MAX_TOOL_MS)
  const signal = AbortSignal.any([work.signal, timeout])
  const running = tool.run(call.arguments, {
    personId: person_id,
    agentId: agent.id,
    organizationId: agent.organization_id,
    runId: run.id,
    toolCallId: call.id,
    signal,
  })
  const late = new Promise<ToolResult>((resolve) => {
    signal.addEventListener('abort', () => resolve(failed('The function took too long.')), { once: true })
  })
  try {
    return await Promise.race([running, late])
  } catch (error) {
    log('error', 'tool_call_threw', { run_id: run.id, tool_call_id: call.id, cause: String((error as Error)?.name) })
    return failed('The function did not work.')
  }
}

const failed = (output: string): ToolResult => ({ status: 'failed', output, citations: [] })

const REFUSED = 'The person refused this call. Do not try it again; say what you could not do.'

const UNKNOWN: Omit<ToolOutcome, 'ms'> = {
  status: 'unknown',
  output: 'It is not known whether this call was carried out: say so, and do not repeat it unless asked to.',
  citations: [],
}
