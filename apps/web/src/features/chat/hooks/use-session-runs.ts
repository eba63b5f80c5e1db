import type { AgentRun } from '@parley/client/agent-run/agent-run'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { sessionRunsQuery } from '../api/list-session-runs.ts'
import { runStore } from '../run-store.ts'

/** The runs of a session in order, followed as long as the screen stands; `earlier`: there are more, not shown. */
export function useSessionRuns(sessionId: string): { runs: readonly AgentRun[]; earlier: boolean } {
  const { data } = useSuspenseQuery(sessionRunsQuery(sessionId))
  useEffect(() => runStore.attend(sessionId), [sessionId])
  const runs = useSyncExternalStore(runStore.subscribe, () => runStore.runsOf(sessionId))
  return { runs, earlier: data.earlier }
}
