import { infiniteQueryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** A call in the list. Columns of {@link CallSummary} that the generated type of `search_calls` calls present may be null. */
export type CallSummary = {
  id: string
  user_id: string
  agent_name: string | null
  title: string | null
  started_at: string
  ended_at: string | null
  end_reason: string | null
  message_count: number
  /** What was said first, or where the search hit. */
  snippet: string | null
}

const PAGE = 30

/** Which calls to list. `everyones`: those of other members, too, as far as one may see them. */
export type CallsScope = { organizationId: string; search: string; everyones: boolean }

/** Calls of an organisation, newest first, in pages; with `search`, those in which it was said. */
export function callsQuery({ organizationId, search, everyones }: CallsScope) {
  return infiniteQueryOptions({
    queryKey: ['calls', 'search', organizationId, everyones, search],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<CallSummary[]> => {
      const { data, error } = await supabase
        .rpc('search_calls', {
          p_query: search,
          p_limit: PAGE,
          p_organization_id: organizationId,
          p_everyones: everyones,
          ...(pageParam ? { p_before: pageParam } : {}),
        })
        .abortSignal(signal)
      if (error) throw error
      return data
    },
    getNextPageParam: (page) => (page.length === PAGE ? page.at(-1)?.started_at : undefined),
  })
}
