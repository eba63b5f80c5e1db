import type { RunEvent } from '@parley/shared/agent-run.ts'
import type { ModelUsage } from '../model/chat-message.ts'
import type { PlannedToolCall } from './plan-tool-calls.ts'
import type { StoredToolCall } from './run-to-do.ts'
import type { RunWork } from './run-work.ts'

type TakenStep = { step: number; text: string; calls: PlannedToolCall[]; used: ModelUsage & { cost: number } }

/** Stores a step that was taken, tells of it, and counts it in what is to do. */
export async function saveStep(work: RunWork, { step, text, calls, used }: TakenStep): Promise<void> {
  const tool_calls = calls.map(({ fault: _fault, ...call }) => call)
  const counted = { input_tokens: used.inputTokens, output_tokens: used.outputTokens, cost_micro_usd: used.cost }
  const events: RunEvent[] = [
    ...(text === '' ? [] : [{ type: 'text.done' as const, data: { step, text } }]),
    ...calls.flatMap((call) => toldOf(call, step)),
    { type: 'step.done', data: { step, ...counted } },
  ]
  await work.journal.saveStep({ step, text, tool_calls }, events)
  work.toDo.run.cost_micro_usd += used.cost
  work.toDo.steps.push({ step, text, tool_calls: tool_calls.map(asStored) })
}

function toldOf(call: PlannedToolCall, step: number): RunEvent[] {
  const named = { tool_call_id: call.id, name: call.name }
  const called: RunEvent = { type: 'tool.called', data: { ...named, step, arguments: call.arguments } }
  const waitsFor = call.needs_approval ? 'approval' : call.client ? 'client' : null
  return waitsFor === null ? [called] : [called, { type: 'tool.waiting', data: { ...named, for: waitsFor } }]
}

function asStored(call: Omit<PlannedToolCall, 'fault'>): StoredToolCall {
  const status = call.needs_approval ? 'approval' : call.client ? 'client' : 'pending'
  return { ...call, status, output: null, citations: [] }
}
