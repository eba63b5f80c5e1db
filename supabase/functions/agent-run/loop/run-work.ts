import type { FunctionTool } from '@parley/shared/agent-tools.ts'
import type { ServerTool } from '../../_shared/tools/server-tool.ts'
import type { RunJournal } from '../queue/run-journal.ts'
import type { RunLease } from '../queue/run-lease.ts'
import type { RunToDo } from './run-to-do.ts'

/** What a run has at hand while a worker carries it. */
export type RunWork = {
  lease: RunLease
  journal: RunJournal
  /** Aborted with a `RunInterrupt`. */
  signal: AbortSignal
  /** Nothing new is to be begun in this worker after so long (`performance.now()`). */
  drainAt: number
  /** Kept up to date with what was done since it was read. */
  toDo: RunToDo
  tools: Promise<RunTools>
}

/** By their names: functions that the server runs, and those that the client runs. */
export type RunTools = { server: Map<string, ServerTool>; client: Map<string, FunctionTool> }
