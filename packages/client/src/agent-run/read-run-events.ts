import { runEvent, type StoredRunEvent } from '@parley/shared/agent-run'
import type { SupabaseClient } from '@supabase/supabase-js'
import { RunError } from './run-error.ts'

/** As many as the Data API gives at once by default. */
const PAGE = 1000

/**
 * Events of a run from the database, after the given one, as row level security shows them.
 *
 * @throws RunError `network_unreachable` when they cannot be read
 */
export async function readRunEvents(
  supabase: Pick<SupabaseClient, 'schema'>,
  runId: string,
  after: number,
): Promise<StoredRunEvent[]> {
  const { data, error } = await supabase
    .schema('ai')
    .from('run_events')
    .select('run_id, seq, type, data, created_at')
    .eq('run_id', runId)
    .gt('seq', after)
    .order('seq')
    .limit(PAGE)
  if (error) throw new RunError('network_unreachable', { cause: error })
  const rows = storedRunEventsOf(data)
  const last = rows.at(-1)
  return last && data.length === PAGE ? [...rows, ...(await readRunEvents(supabase, runId, last.seq))] : rows
}

/** Rows of `ai.run_events` as events. One that this version does not understand keeps its place and loses its content. */
export function storedRunEventsOf(rows: readonly Record<string, unknown>[]): StoredRunEvent[] {
  return rows.map((row) => {
    const parsed = runEvent.safeParse(row)
    const event = parsed.success ? parsed.data : { type: `unknown:${row.type}`, data: {} }
    return { ...event, run_id: row.run_id, seq: row.seq, created_at: row.created_at } as StoredRunEvent
  })
}
