import { z } from 'zod'

/** Why a passage was found: its place in each of the two rankings, null where it is in only one. */
export const passageRanking = z.object({
  /** Among the hits by words, from 1. */
  text_rank: z.int().nullable(),
  /** The query's words that it has, as their language's stems, the most telling first. */
  matched_words: z.array(z.string()),
  /** The share of the query that these are, the rarer words counting more: 1 is all of it. */
  coverage: z.number().nullable(),
  /** Among the hits by meaning, from 1. */
  vector_rank: z.int().nullable(),
  /** Cosine distance from the query: 0 the same direction, 1 nothing in common, 2 the opposite. */
  distance: z.number().nullable(),
})

/** A passage of a page, as it stands there. */
export const contextPassage = z.object({
  /** Of `ai.chunks`. A source that is indexed again has other ones. */
  chunk_id: z.int(),
  /** That it stands under, outermost first. */
  headings: z.array(z.string()),
  text: z.string(),
  /** Where it begins in the page's text, in characters. */
  start_offset: z.int().min(0),
  /** The character after its last. */
  end_offset: z.int().min(1),
  score: z.number(),
  ranking: passageRanking.optional(),
})
export type ContextPassage = z.infer<typeof contextPassage>

/**
 * A page of knowledge, with what of it matters to a question: what a search returns, and what an agent run takes in
 * place of a search of its own. It can be cited: source, page, and the passages' places on the page.
 */
export const contextItem = z.object({
  source: z.object({ id: z.uuid(), name: z.string() }),
  page: z.object({ id: z.int(), number: z.int().min(1), title: z.string() }),
  /** Its passages in the order of the page, what overlaps told once, what is left out marked by `…`. */
  text: z.string().min(1),
  /** Of its best passage. Comparable within one search, not between two. */
  score: z.number(),
  passages: z.array(contextPassage),
})
export type ContextItem = z.infer<typeof contextItem>
