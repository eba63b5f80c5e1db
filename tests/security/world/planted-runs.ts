import type { OrganizationName, PersonName } from './people.ts'
import { plantedCall } from './planted-calls.ts'
import { stableUuid } from './stable-uuid.ts'

export type RunState = 'completed' | 'failed' | 'running' | 'waiting'
export type ToolCallState = 'approval' | 'client' | 'done' | 'pending' | 'running'

/** A run with its session, as its person asked for it. */
export interface PlantedRun {
  id: string
  sessionId: string
  by: PersonName
  /** null: the person's own organisation */
  in: OrganizationName | null
  state: RunState
  /** One in each of these states, in this order. */
  toolCalls: ToolCallState[]
}

const run = (
  by: PersonName,
  where: OrganizationName | null,
  state: RunState,
  toolCalls: ToolCallState[],
): PlantedRun => {
  const label = `run ${by} ${where} ${state}`
  return { id: stableUuid(label), sessionId: stableUuid(`session of ${label}`), by, in: where, state, toolCalls }
}

export const PLANTED_RUNS = [
  run('mia', 'north', 'completed', ['done']),
  run('mia', 'north', 'running', ['pending', 'running', 'client', 'approval']),
  run('max', 'north', 'waiting', ['approval']),
  run('olga', 'north', 'failed', ['done']),
  run('gone', 'north', 'completed', ['done']),
  run('otto', 'south', 'completed', ['done']),
  run('sam', 'south', 'waiting', ['client']),
  run('stray', null, 'completed', ['done']),
]

/** The planted run of somebody; throws where there is none. */
export function plantedRun(by: PersonName, state: RunState): PlantedRun {
  const found = PLANTED_RUNS.find((planted) => planted.by === by && planted.state === state)
  if (!found) throw new Error(`No ${state} run of ${by} is planted`)
  return found
}

/** The id of a run's tool call in that state; its approval has the same. */
export function plantedToolCall({ id }: PlantedRun, state: ToolCallState): string {
  return stableUuid(`tool call ${id} ${state}`)
}

/** The lease that a worker holds on a running run. */
export function plantedRunLease({ id }: PlantedRun): string {
  return stableUuid(`lease ${id}`)
}

/** The voice call in which tools were called, and the tool call that its worker makes. */
export const CALL_WITH_TOOLS = plantedCall('mia', { live: true })
export const CALL_TOOL_CALL = stableUuid(`tool call ${CALL_WITH_TOOLS.id}`)
