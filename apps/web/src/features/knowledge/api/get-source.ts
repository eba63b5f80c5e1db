import { queryOptions } from '@tanstack/react-query'
import { isUuid } from '@/lib/uuid.ts'
import type { Source } from '../source.ts'
import { fetchSources } from './fetch-sources.ts'

/** A document by its id; `null` when there is none that the person may read. */
export function sourceQuery(sourceId: string) {
  return queryOptions({
    queryKey: ['knowledge', 'source', sourceId],
    queryFn: async (): Promise<Source | null> =>
      isUuid(sourceId) ? ((await fetchSources([sourceId]))[0] ?? null) : null,
    // For the same reason as lists.
    refetchInterval: 30_000,
  })
}
