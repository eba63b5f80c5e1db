import { infiniteQueryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { RUN_COLUMNS, type Run } from '../run.ts'

/** A run in the list, with what was asked. */
export type RunSummary = Run & { question: string }

const PAGE = 30

/** The person's runs in an organisation, the latest first, in pages. */
export function runsQuery(organizationId: string) {
  return infiniteQueryOptions({
    queryKey: ['runs', 'list', organizationId],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<RunSummary[]> => {
      let query = supabase
        .schema('ai')
        .from('runs')
        .select(RUN_COLUMNS)
        .eq('organization_id', organizationId)
        .order('created_at', { ascending: false })
        .limit(PAGE)
        .abortSignal(signal)
      if (pageParam) query = query.lt('created_at', pageParam)
      const { data, error } = await query
      if (error) throw error
      const questions = await questionsOf(data.map(({ id }) => id))
      return data.map((run) => ({ ...run, question: questions.get(run.id) ?? '' }))
    },
    getNextPageParam: (page) => (page.length === PAGE ? page.at(-1)?.created_at : undefined),
  })
}

/** Messages stand in another schema, so they are asked for by themselves. */
async function questionsOf(runIds: string[]): Promise<Map<string, string>> {
  if (runIds.length === 0) return new Map()
  const { data, error } = await supabase
    .from('chat_messages')
    .select('run_id, text')
    .in('run_id', runIds)
    .eq('role', 'user')
  if (error) throw error
  return new Map(data.map(({ run_id, text }) => [run_id, text]))
}
