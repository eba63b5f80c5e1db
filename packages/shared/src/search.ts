import { z } from 'zod'
import { contextItem } from './context-item.ts'

/** By words, by meaning, or by both with their rankings fused. */
export const searchMode = z.enum(['hybrid', 'text', 'vector'])
export type SearchMode = z.infer<typeof searchMode>

const ids = z.array(z.uuid()).max(100)
const time = z.iso.datetime({ offset: true })

/**
 * Body of `POST /functions/v1/search`. It finds what the caller may read, and nothing else. A filter that is left out
 * is none; an empty list finds nothing.
 */
export const searchRequest = z.strictObject({
  query: z.string().trim().min(1).max(2000),
  knowledge_base_ids: ids.optional(),
  source_ids: ids.optional(),
  /** Documents added at or after this moment, ISO 8601. */
  since: time.optional(),
  /** Documents added before this moment. */
  until: time.optional(),
  /** Reads the query in this language (a text search configuration, such as `german`) in place of the sources' own. */
  language: z
    .string()
    .regex(/^[a-z]{2,30}$/)
    .optional(),
  mode: searchMode.default('hybrid'),
  /** Pages at most. */
  limit: z.int().min(1).max(30).default(8),
  /** Puts passages that say nearly the same as a better one behind all others. */
  rerank: z.boolean().default(false),
})
export type SearchRequest = z.infer<typeof searchRequest>
/** The same as callers write it: what has a default may be left out. */
export type SearchInput = z.input<typeof searchRequest>

/** Answer of `search`: pages, best first. */
export const searchResponse = z.object({
  items: z.array(contextItem),
  /** What was searched by: `text` where `hybrid` was asked for and no embedding could be had. */
  mode: searchMode,
  /** Why `mode` is not the one that was asked for; null where it is. */
  fallback: z.enum(['embeddings_unavailable']).nullable(),
})
export type SearchResponse = z.infer<typeof searchResponse>
