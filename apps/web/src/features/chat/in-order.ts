import type { AgentRun } from '@parley/client/agent-run/agent-run'
import type { SessionCall } from './api/list-session-calls.ts'

/** Something in a session, with a name that stays the same. */
export type SessionItem = { key: string; at: number } & ({ run: AgentRun } | { call: SessionCall })

const keys = new WeakMap<AgentRun, string>()
let count = 0

/** Runs and calls of a session in the order of their beginning. */
export function inOrder(runs: readonly AgentRun[], calls: readonly SessionCall[]): SessionItem[] {
  const items = [
    ...runs.map((run) => ({ key: keyOf(run), at: run.state.startedAt ?? Number.POSITIVE_INFINITY, run })),
    ...calls.map((call) => ({ key: call.id, at: Date.parse(call.started_at), call })),
  ]
  return items.sort((one, other) => one.at - other.at)
}

/** A run has no id before it is admitted, and must not be drawn anew when it gets one. */
function keyOf(run: AgentRun): string {
  const key = keys.get(run) ?? `run ${++count}`
  keys.set(run, key)
  return key
}
