import type { AgentRun } from '@parley/client/agent-run/agent-run'
import { useStickToEnd } from '@/features/transcript/hooks/use-stick-to-end.ts'
import { useRunState } from '../hooks/use-run-state.ts'

/** Keeps the page at its end while the last run grows there. By itself, so that the rest is not drawn again for it. */
export function StickToEnd({ run }: { run: AgentRun }) {
  useStickToEnd(useRunState(run), true)
  return null
}
