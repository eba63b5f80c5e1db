import type { RunStatus } from '@parley/shared/agent-run'

/** A run as its row has it. Times are ISO 8601, money is integer micro-dollars. */
export type Run = {
  id: string
  session_id: string
  agent_name: string
  draft: boolean
  status: string
  error_code: string | null
  steps: number
  input_tokens: number
  output_tokens: number
  cost_micro_usd: number
  created_at: string
  started_at: string | null
  finished_at: string | null
}

/** What a run is read with. */
export const RUN_COLUMNS =
  'id, session_id, agent_name, draft, status, error_code, steps, input_tokens, output_tokens, cost_micro_usd, created_at, started_at, finished_at'

const WORDS: Record<RunStatus, string> = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Waiting',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Stopped',
}

/** A status as a person says it. */
export function statusWord(status: string): string {
  return WORDS[status as RunStatus] ?? status
}

/** Something is still going to happen. */
export function isLive({ status }: Pick<Run, 'status'>): boolean {
  return status === 'queued' || status === 'running' || status === 'waiting'
}
