import type { RunEvent } from '@parley/shared/agent-run.ts'
import { asServer } from '../../_shared/as-server.ts'

/** Events of a run behind a place, and before another, in order. For a worker that holds the run; readers ask as themselves. */
export async function readRunEvents(
  runId: string,
  after: number,
  before = Number.MAX_SAFE_INTEGER,
): Promise<(RunEvent & { seq: number; created_at: string })[]> {
  const rows = await asServer((ai) =>
    ai
      .from('run_events')
      .select('seq, type, data, created_at')
      .eq('run_id', runId)
      .gt('seq', after)
      .lt('seq', before)
      .order('seq')
      .limit(1000),
  )
  return rows as unknown as (RunEvent & { seq: number; created_at: string })[]
}
