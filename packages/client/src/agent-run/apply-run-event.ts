import type { RunEvent, StoredRunEvent } from '@parley/shared/agent-run'
import { NEW_RUN, type RunState, type RunStep, type RunToolCall } from './run-state.ts'
import { takeText } from './take-text.ts'

const WAITING: readonly RunToolCall['status'][] = ['approval', 'client']
const OPEN: readonly RunToolCall['status'][] = [...WAITING, 'called']

/** An event that is being stored, or a piece of text between two that are (`seq` null). */
export type LiveRunEvent = RunEvent & { run_id: string; seq: number | null; created_at?: string | undefined }

/**
 * A run's state after one more event of it, whichever way and in whatever order it came: one that was there before
 * changes nothing, one that is ahead of its turn waits (see `hasGap`). Pure.
 */
export function applyRunEvent(state: RunState, event: LiveRunEvent): RunState {
  if (event.seq === null) return event.type === 'text.delta' ? reduce(state, event) : state
  if (event.seq <= state.lastSeq) return state
  if (event.seq > state.lastSeq + 1) return keepAhead(state, event as StoredRunEvent)
  return takeAhead({ ...reduce(state, event), lastSeq: event.seq })
}

/**
 * A run's state from rows of `ai.run_events`, which are all that there is up to the last of them: places between them
 * that are empty were left out by who read them, and stay so.
 */
export function applyRunRows(state: RunState, rows: readonly StoredRunEvent[]): RunState {
  const ordered = rows.filter(({ seq }) => seq > state.lastSeq).sort((one, other) => one.seq - other.seq)
  return takeAhead(ordered.reduce((before, row) => ({ ...reduce(before, row), lastSeq: row.seq }), state))
}

function keepAhead(state: RunState, event: StoredRunEvent): RunState {
  return state.ahead.some(({ seq }) => seq === event.seq) ? state : { ...state, ahead: [...state.ahead, event] }
}

function takeAhead(state: RunState): RunState {
  if (state.ahead.length === 0) return state
  const ahead = state.ahead.filter(({ seq }) => seq > state.lastSeq)
  const next = ahead.find(({ seq }) => seq === state.lastSeq + 1)
  return next ? applyRunEvent({ ...state, ahead }, next) : { ...state, ahead }
}

function reduce(state: RunState, event: LiveRunEvent): RunState {
  const at = event.created_at ? Date.parse(event.created_at) : Date.now()
  switch (event.type) {
    case 'run.started':
      return {
        ...state,
        runId: event.data.run_id,
        sessionId: event.data.session_id,
        agentId: event.data.agent_id,
        text: event.data.text,
        startedAt: at,
      }
    case 'run.resumed':
      return { ...restarted(state, event.data.step), status: 'running', errorCode: null, endedAt: null }
    case 'run.waiting':
      return { ...state, status: 'waiting' }
    case 'run.done': {
      const { status, error_code: errorCode, cost_micro_usd: costMicroUsd } = event.data
      return { ...state, status, errorCode, costMicroUsd, endedAt: at, steps: state.steps.map(endStep) }
    }
    default:
      return reduceStep(state, event, at)
  }
}

type StepEvent = Exclude<LiveRunEvent, { type: 'run.started' | 'run.resumed' | 'run.waiting' | 'run.done' }>

function reduceStep(state: RunState, event: StepEvent, at: number): RunState {
  switch (event.type) {
    case 'step.started': {
      const { step, model } = event.data
      return { ...changeStep(state, step, (before) => ({ ...before, model })), status: 'running' }
    }
    case 'text.delta':
      return changeStep(state, event.data.step, (step) => takeText(markStored(step, event), event.data))
    case 'text.done':
      return changeStep(state, event.data.step, (step) => ({
        ...step,
        text: event.data.text,
        storedLength: event.data.text.length,
        spoken: true,
        restarted: false,
        ahead: [],
      }))
    case 'step.done': {
      const { step, input_tokens: inputTokens, output_tokens: outputTokens, cost_micro_usd: costMicroUsd } = event.data
      return withCost(
        changeStep(state, step, (before) => ({ ...before, usage: { inputTokens, outputTokens, costMicroUsd } })),
      )
    }
    default:
      return reduceTool(state, event, at)
  }
}

type ToolEvent = Extract<StepEvent, { type: `tool.${string}` }>

function reduceTool(state: RunState, event: ToolEvent, at: number): RunState {
  switch (event.type) {
    case 'tool.called':
      return addToolCall(state, event.data, at)
    case 'tool.waiting':
      return changeTool(state, event.data.tool_call_id, { status: event.data.for })
    case 'tool.decided': {
      const { tool_call_id: id, decision } = event.data
      const changed = event.data.arguments ? { arguments: event.data.arguments } : {}
      const goesOn = decision === 'approved' || decision === 'changed'
      return goOn(changeTool(state, id, { decision, status: goesOn ? 'called' : 'refused', ...changed }))
    }
    case 'tool.done': {
      const { tool_call_id: id, status, output, citations, ms } = event.data
      return goOn(changeTool(state, id, { status, output, citations, ms }))
    }
    // A newer server's events: the contract says to pass them over.
    default:
      return state
  }
}

function newStep(number: number): RunStep {
  return {
    number,
    model: null,
    text: '',
    storedLength: 0,
    spoken: false,
    toolCalls: [],
    usage: null,
    ahead: [],
    restarted: false,
  }
}

function changeStep(state: RunState, number: number, change: (step: RunStep) => RunStep): RunState {
  const known = state.steps.some((step) => step.number === number)
  const steps = known ? state.steps : [...state.steps, newStep(number)].sort((one, other) => one.number - other.number)
  return { ...state, steps: steps.map((step) => (step.number === number ? change(step) : step)) }
}

function markStored(step: RunStep, { seq, data }: Extract<LiveRunEvent, { type: 'text.delta' }>): RunStep {
  return seq === null ? step : { ...step, storedLength: data.offset + data.delta.length }
}

/**
 * A run that is stopped leaves what is stored of a text, since one device had more of it live than another, and nothing
 * that waits.
 */
function endStep(step: RunStep): RunStep {
  const toolCalls = step.toolCalls.map((call) =>
    OPEN.includes(call.status) ? { ...call, status: 'cancelled' as const } : call,
  )
  return step.spoken
    ? { ...step, toolCalls }
    : { ...step, toolCalls, text: step.text.slice(0, step.storedLength), ahead: [] }
}

/** What the new worker has not got, it does again: the text of the step at hand. */
function restarted(state: RunState, number: number): RunState {
  const known = state.steps.some((step) => step.number === number && !step.spoken)
  return known ? changeStep(state, number, (step) => ({ ...step, restarted: true, ahead: [] })) : state
}

function addToolCall(state: RunState, data: Extract<ToolEvent, { type: 'tool.called' }>['data'], at: number): RunState {
  const call: RunToolCall = {
    id: data.tool_call_id,
    name: data.name,
    step: data.step,
    arguments: data.arguments,
    status: 'called',
    decision: null,
    output: null,
    citations: [],
    calledAt: at,
    ms: null,
  }
  return changeStep(state, data.step, (step) => {
    const others = step.toolCalls.filter(({ id }) => id !== call.id)
    return { ...step, toolCalls: [...others, call] }
  })
}

function changeTool(state: RunState, id: string, change: Partial<RunToolCall>): RunState {
  const steps = state.steps.map((step) =>
    step.toolCalls.some((call) => call.id === id)
      ? { ...step, toolCalls: step.toolCalls.map((call) => (call.id === id ? { ...call, ...change } : call)) }
      : step,
  )
  return { ...state, steps }
}

/** A run that waited goes on when nothing is left to wait for; its worker says so only when there is one again. */
function goOn(state: RunState): RunState {
  const waits = state.steps.some(({ toolCalls }) => toolCalls.some(({ status }) => WAITING.includes(status)))
  return state.status === 'waiting' && !waits ? { ...state, status: 'running' } : state
}

function withCost(state: RunState): RunState {
  return { ...state, costMicroUsd: state.steps.reduce((sum, { usage }) => sum + (usage?.costMicroUsd ?? 0), 0) }
}

/** The state that rows alone make. */
export function runStateOf(rows: readonly StoredRunEvent[]): RunState {
  return applyRunRows(NEW_RUN, rows)
}
