import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { SourcePage } from './api/list-sources.ts'
import type { Source } from './source.ts'

/** Changes a source wherever it is cached. `false`: it is nowhere. */
export function changeSource(client: QueryClient, sourceId: string, change: (source: Source) => Source): boolean {
  let known = false
  const changed = (source: Source) => {
    if (source.id !== sourceId) return source
    known = true
    return change(source)
  }
  client.setQueryData<Source | null>(['knowledge', 'source', sourceId], (source) => source && changed(source))
  changeLists(client, (sources) => sources.map(changed))
  return known
}

/** Takes a source that is there no more out of everything that is cached. */
export function forgetSource(client: QueryClient, sourceId: string): void {
  client.setQueryData<Source | null>(['knowledge', 'source', sourceId], (source) => source && null)
  changeLists(client, (sources) => sources.filter(({ id }) => id !== sourceId))
}

function changeLists(client: QueryClient, change: (sources: Source[]) => Source[]): void {
  client.setQueriesData<InfiniteData<SourcePage>>(
    { queryKey: ['knowledge', 'sources'] },
    (list) => list && { ...list, pages: list.pages.map((page) => ({ ...page, sources: change(page.sources) })) },
  )
}
