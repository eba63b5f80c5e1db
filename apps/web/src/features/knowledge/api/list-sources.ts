import { infiniteQueryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Source } from '../source.ts'
import { fetchSources } from './fetch-sources.ts'

const PAGE = 50
/** A document that is private from now on is told to nobody who can no longer read it, so lists look by themselves. */
const LOOK_AGAIN_MS = 30_000

/** A page of a list: `next` is where the next one begins. */
export type SourcePage = { sources: Source[]; next: string | null }

/** The documents of an organisation that the person may read, or those of one of its knowledge bases; newest first. */
export function sourcesQuery(organizationId: string, knowledgeBaseId: string | null = null) {
  return infiniteQueryOptions({
    queryKey: ['knowledge', 'sources', organizationId, knowledgeBaseId],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }): Promise<SourcePage> => {
      const rows = knowledgeBaseId
        ? await idsInBase(knowledgeBaseId, pageParam)
        : await idsInOrganization(organizationId, pageParam)
      const sources = await fetchSources(rows.map(({ source_id }) => source_id))
      return { sources, next: rows.length === PAGE ? (rows.at(-1)?.created_at ?? null) : null }
    },
    getNextPageParam: ({ next }) => next,
    refetchInterval: LOOK_AGAIN_MS,
  })
}

type IdRow = { source_id: string; created_at: string }

async function idsInOrganization(organizationId: string, before: string | null): Promise<IdRow[]> {
  const query = supabase.from('documents').select('source_id, created_at').eq('organization_id', organizationId)
  const { data, error } = await (before ? query.lt('created_at', before) : query)
    .order('created_at', { ascending: false })
    .limit(PAGE)
  if (error) throw error
  return data
}

async function idsInBase(knowledgeBaseId: string, before: string | null): Promise<IdRow[]> {
  const query = supabase
    .schema('ai')
    .from('indexed_sources')
    .select('source_id, created_at')
    .eq('knowledge_base_id', knowledgeBaseId)
  const { data, error } = await (before ? query.lt('created_at', before) : query)
    .order('created_at', { ascending: false })
    .limit(PAGE)
  if (error) throw error
  return data
}
