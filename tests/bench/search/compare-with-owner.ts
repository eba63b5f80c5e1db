import type { Sql } from 'postgres'
import { searchAs } from '../../knowledge/search-as.ts'
import { quantile } from '../quantile.ts'
import type { Corpus } from './load-corpus.ts'

export type Query = { text: string; embedding: number[] }
const MODES = ['text', 'vector', 'hybrid'] as const
type Mode = (typeof MODES)[number]

/**
 * The times of every mode for a reader of the largest organisation and for those of small ones: as the user, under row
 * level security; and, in turns with it, the control: the same search as the owner of the tables, past all policies,
 * told which runs to look in.
 */
export async function compareWithOwner(sql: Sql, corpus: Corpus, queries: readonly Query[]) {
  const readers: [string, (index: number) => string][] = [
    ['a small organisation', (index) => corpus.small[index % corpus.small.length] ?? ''],
    ['the largest one', () => corpus.large],
  ]
  const rows: Record<string, string>[] = []
  for (const [name, reader] of readers) {
    for (const mode of MODES) rows.push({ reader: name, mode, ...(await time(sql, queries, mode, reader)) })
  }
  return rows
}

async function time(sql: Sql, queries: readonly Query[], mode: Mode, reader: (index: number) => string) {
  const secured: number[] = []
  const control: number[] = []
  for (const [index, { text, embedding }] of queries.entries()) {
    const userId = reader(index)
    const withVector = mode === 'text' ? undefined : embedding
    secured.push(await took(() => searchAs(sql, userId, { query: text, embedding: withVector, mode, limit: 10 })))
    control.push(await took(() => searchAsOwner(sql, userId, mode, { text, embedding })))
  }
  const ratio = (q: number) => quantile(secured, q) / quantile(control, q)
  const both = (times: number[]) => `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)}`
  return {
    'with RLS p50 / p95 ms': both(secured),
    'control p50 / p95 ms': both(control),
    'ratio p50 / p95': `${ratio(0.5).toFixed(2)} / ${ratio(0.95).toFixed(2)}`,
  }
}

async function took(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

/** With the filter written out: the sources of one user. In a transaction with as many statements as a user's has. */
async function searchAsOwner(sql: Sql, userId: string, mode: Mode, { text, embedding }: Query): Promise<unknown> {
  return await sql.begin(async (tx) => {
    const [runs] = await tx<{ ids: string[]; chunks: number }[]>`
      select array_agg(s.run_id order by s.run_id) as ids, sum(s.chunks_total)::int as chunks
      from public.documents d join ai.sources s on s.id = d.source_id where d.user_id = ${userId}`
    if (!runs) throw new Error('The user has no sources')
    return await tx`
      select c.*, p.number, p.title, d.name
      from (
        select chunk_id, 1.0 / (60 + coalesce(t.rank, 1e9)) + 1.0 / (60 + coalesce(v.rank, 1e9)) as score
        from (
          select * from private.text_candidates(${runs.ids}, ${runs.chunks}, '{simple}', ${text}, 50) where ${mode} <> 'vector'
        ) t
        full join (
          select * from private.vector_candidates(
            ${runs.ids}, ${runs.chunks}, ${`[${embedding.join(',')}]`}::extensions.halfvec, 50) where ${mode} <> 'text'
        ) v using (chunk_id)
        order by score desc
        limit 10
      ) k
      join ai.chunks c on c.id = k.chunk_id
      join ai.pages p on p.id = c.page_id
      join public.documents d on d.source_id = c.source_id`
  })
}
