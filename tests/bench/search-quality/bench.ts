import { createEmbedder } from '@parley/local-openai/embeddings/create-embedder'
import type { Sql } from 'postgres'
import { insertSource } from '../../knowledge/insert-source.ts'
import { insertUser } from '../../knowledge/insert-user.ts'
import { openKnowledgeDatabase } from '../../knowledge/open-knowledge-database.ts'
import { searchAs } from '../../knowledge/search-as.ts'
import { ndcg } from '../../quality/ndcg.ts'
import { type Collection, type JudgedQuery, readCollection } from '../../quality/retrieval/read-collection.ts'
import { printTable } from '../print-table.ts'

const KINDS = ['paraphrase', 'keywords', 'typos', 'names'] as const
const MODES = ['text', 'vector', 'hybrid'] as const
type Mode = (typeof MODES)[number]
type Scores = Record<Mode, number>

/**
 * How good the first ten hits are (nDCG@10) by words, by meaning and by both, on the retrieval set of `tests/quality`,
 * with the stand-in's real embeddings. Fails when hybrid is not the best on the half that it was not tuned on.
 *
 *     pnpm bench search-quality
 */
export async function bench(): Promise<void> {
  const collection = await readCollection()
  const vectors = await embedAll(collection)
  const { sql, close } = await openKnowledgeDatabase()
  try {
    const userId = await insertCollection(sql, collection, vectors)
    const scored: { query: JudgedQuery; scores: Scores }[] = []
    for (const query of collection.queries) {
      scored.push({ query, scores: await scoreModes(sql, userId, collection, query, vectors.get(query.text)) })
    }
    for (const half of ['train', 'test'] as const)
      printHalf(
        half,
        scored.filter(({ query }) => query.half === half),
      )
    const [text, vector, hybrid] = MODES.map((mode) =>
      mean(scored.filter(({ query }) => query.half === 'test').map(({ scores }) => scores[mode])),
    )
    if (!hybrid || !text || !vector || hybrid <= Math.max(text, vector))
      throw new Error('Hybrid search is not the best one.')
  } finally {
    await close()
  }
}

async function embedAll({ passages, queries }: Collection): Promise<Map<string, number[]>> {
  const texts = [...new Set([...passages, ...queries].map(({ text }) => text))]
  const embedder = createEmbedder()
  const vectors = await embedder.embed(texts)
  await embedder.stop()
  return new Map(texts.map((text, index) => [text, vectors[index] ?? []]))
}

/** One source, a page a passage: a hit's page number tells which passage it is. */
async function insertCollection(sql: Sql, { passages }: Collection, vectors: Map<string, number[]>): Promise<string> {
  const user = await insertUser(sql, 'reader@example.test')
  const texts = passages.map(({ text }) => text)
  const embeddings = texts.map((text) => vectors.get(text) ?? [])
  await insertSource(sql, { ...user, name: 'Passages', visibility: 'private', texts, embeddings })
  return user.userId
}

async function scoreModes(
  sql: Sql,
  userId: string,
  { passages }: Collection,
  query: JudgedQuery,
  embedding?: number[],
) {
  const scores: Scores = { text: 0, vector: 0, hybrid: 0 }
  for (const mode of MODES) {
    const rows = await searchAs(sql, userId, {
      query: query.text,
      embedding: mode === 'text' ? undefined : embedding,
      mode,
      limit: 10,
    })
    scores[mode] = ndcg(
      rows.map(({ page_number }) => passages[page_number - 1]?.id ?? ''),
      query.grades,
    )
  }
  return scores
}

function printHalf(half: string, scored: { query: JudgedQuery; scores: Scores }[]): void {
  const rows = [...KINDS, 'all'].map((kind) => {
    const some = scored.filter(({ query }) => kind === 'all' || query.kind === kind)
    const of = (mode: Mode) => mean(some.map(({ scores }) => scores[mode])).toFixed(3)
    return { half, kind, queries: some.length, text: of('text'), vector: of('vector'), hybrid: of('hybrid') }
  })
  printTable(rows)
  const against = (mode: Mode) => {
    const better = scored.filter(({ scores }) => scores.hybrid > scores[mode] + 1e-9).length
    const worse = scored.filter(({ scores }) => scores.hybrid < scores[mode] - 1e-9).length
    return `${better} queries better and ${worse} worse than ${mode}`
  }
  console.log(`Hybrid: ${against('text')}, ${against('vector')}.\n`)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
