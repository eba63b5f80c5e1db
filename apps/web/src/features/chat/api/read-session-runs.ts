import { applyRunRows } from '@parley/client/agent-run/apply-run-event'
import { storedRunEventsOf } from '@parley/client/agent-run/read-run-events'
import { NEW_RUN, type RunState } from '@parley/client/agent-run/run-state'
import { supabase } from '@/lib/supabase.ts'

/** As many of the latest runs of a session are shown. */
export const RUNS_SHOWN = 50

/** The latest runs of a session from their events. Pieces of text are left out where the whole text is there as well. */
export async function readSessionRuns(sessionId: string): Promise<RunState[]> {
  const { data, error } = await supabase
    .schema('ai')
    .from('runs')
    .select('id, status')
    .eq('session_id', sessionId)
    .order('created_at', { ascending: false })
    .limit(RUNS_SHOWN)
  if (error) throw error
  // Only of an answer that is complete does the whole text stand there as well.
  const whole = data.filter(({ status }) => status === 'completed').map(({ id }) => id)
  const parts = data.filter(({ status }) => status !== 'completed').map(({ id }) => id)
  const rows = (await Promise.all([readEvents(parts, true), readEvents(whole, false)])).flat()
  const byRun = Map.groupBy(storedRunEventsOf(rows), ({ run_id }) => run_id)
  return data.map(({ id }) => applyRunRows({ ...NEW_RUN, runId: id, sessionId }, byRun.get(id) ?? []))
}

/** As many as the Data API gives at once by default. */
const PAGE = 1000

async function readEvents(runIds: readonly string[], pieces: boolean, from = 0): Promise<Record<string, unknown>[]> {
  if (runIds.length === 0) return []
  let query = supabase
    .schema('ai')
    .from('run_events')
    .select('run_id, seq, type, data, created_at')
    .in('run_id', runIds)
    .order('run_id')
    .order('seq')
    .range(from, from + PAGE - 1)
  if (!pieces) query = query.neq('type', 'text.delta')
  const { data, error } = await query
  if (error) throw error
  return data.length < PAGE ? data : [...data, ...(await readEvents(runIds, pieces, from + PAGE))]
}
