import type { SearchRequest, SearchResponse } from '@parley/shared/search.ts'
import { embedQuery } from './embed-query.ts'
import { asParleyError } from './error-response.ts'
import { type FoundPassage, foldIntoPages } from './fold-into-pages.ts'
import { log } from './log.ts'
import { nearDuplicatesLast } from './near-duplicates-last.ts'
import { toParleyError } from './to-parley-error.ts'
import { userClient } from './user-client.ts'
import type { User } from './verify-user.ts'

/** Several passages of a page are one item, so more of them are asked for than items. */
const PASSAGES_AN_ITEM = 3
const MAX_PASSAGES = 100

/**
 * Searches the knowledge that a user may read, as that user. Where the query cannot be embedded, a hybrid search goes by
 * words, and says so; one by vectors alone fails.
 *
 * @throws {ParleyError} bad_request (an unknown language), provider_unavailable (mode `vector`)
 */
export async function searchKnowledge(user: User, request: SearchRequest): Promise<SearchResponse> {
  const embedding = request.mode === 'text' ? undefined : await tryToEmbed(request)
  const mode = embedding === undefined ? 'text' : request.mode
  const found = await findPassages(user, { ...request, mode }, embedding)
  return {
    items: foldIntoPages(request.rerank ? nearDuplicatesLast(found) : found, request.limit),
    mode,
    fallback: mode === request.mode ? null : 'embeddings_unavailable',
  }
}

async function tryToEmbed({ query, mode }: SearchRequest): Promise<number[] | undefined> {
  try {
    return await embedQuery(query)
  } catch (error) {
    if (mode === 'vector') throw error
    log('warn', 'search_without_embedding', { code: asParleyError(error).code })
    return undefined
  }
}

async function findPassages(user: User, request: SearchRequest, embedding?: number[]): Promise<FoundPassage[]> {
  const { data, error } = await userClient(user)
    .schema('ai')
    .rpc('search', {
      p_query: request.query,
      ...(embedding && { p_embedding: embedding }),
      ...(request.knowledge_base_ids && { p_knowledge_base_ids: request.knowledge_base_ids }),
      ...(request.source_ids && { p_source_ids: request.source_ids }),
      ...(request.since && { p_since: request.since }),
      ...(request.until && { p_until: request.until }),
      ...(request.language && { p_language: request.language }),
      p_mode: request.mode,
      p_limit: Math.min(request.limit * PASSAGES_AN_ITEM, MAX_PASSAGES),
    })
  if (error) throw toParleyError(error)
  return data.map((row) => ({
    source: { id: row.source_id, name: row.document_name },
    page: { id: row.page_id, number: row.page_number, title: row.page_title },
    passage: {
      chunk_id: row.chunk_id,
      headings: row.headings,
      text: row.text,
      start_offset: row.start_offset,
      end_offset: row.end_offset,
      score: row.score,
      ranking: {
        text_rank: row.text_rank,
        matched_words: row.matched_words ?? [],
        coverage: row.coverage,
        vector_rank: row.vector_rank,
        distance: row.distance,
      },
    },
  }))
}
