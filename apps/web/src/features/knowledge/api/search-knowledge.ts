import { type SearchInput, type SearchResponse, searchResponse } from '@parley/shared/search'
import { queryOptions } from '@tanstack/react-query'
import { invokeFunction } from '@/lib/invoke-function.ts'

/** Searches what the person may read, by the function `search`. */
export function searchQuery(input: SearchInput) {
  return queryOptions({
    queryKey: ['search', input],
    queryFn: async ({ signal }): Promise<SearchResponse> =>
      searchResponse.parse(await invokeFunction('search', input, signal)),
    // Asked again is embedded again: only when somebody does.
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  })
}
