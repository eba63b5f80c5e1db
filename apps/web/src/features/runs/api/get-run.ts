import type { StoredRunEvent } from '@parley/shared/agent-run'
import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { isUuid } from '@/lib/uuid.ts'
import { RUN_COLUMNS, type Run } from '../run.ts'

/** A run with everything that happened in it; `null` when there is none that is the person's. */
export function runQuery(runId: string) {
  return queryOptions({
    queryKey: ['runs', 'one', runId],
    queryFn: async (): Promise<{ run: Run; events: StoredRunEvent[] } | null> => {
      if (!isUuid(runId)) return null
      // Not with the router, which is there from the beginning.
      const { readRunEvents } = await import('@parley/client/agent-run/read-run-events')
      const [{ data: run, error }, events] = await Promise.all([
        supabase.schema('ai').from('runs').select(RUN_COLUMNS).eq('id', runId).maybeSingle(),
        readRunEvents(supabase as never, runId, 0),
      ])
      if (error) throw error
      return run && { run, events }
    },
  })
}
