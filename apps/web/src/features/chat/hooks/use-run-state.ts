import type { AgentRun } from '@parley/client/agent-run/agent-run'
import type { RunState } from '@parley/client/agent-run/run-state'
import { useCallback, useSyncExternalStore } from 'react'

/** A run as it stands, drawn again when it changes. */
export function useRunState(run: AgentRun): RunState {
  const subscribe = useCallback((listener: () => void) => run.on('change', listener), [run])
  return useSyncExternalStore(subscribe, () => run.state)
}
