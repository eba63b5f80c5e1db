import type { Sql } from 'postgres'
import { quantile } from '../quantile.ts'
import type { Query } from './compare-with-owner.ts'
import type { Corpus } from './load-corpus.ts'

/** Parts of the largest organisation's sources, as a filter by source or knowledge base gives them. */
const PARTS = [0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 1]
const TOP = 10

/**
 * The nearest chunks to a query in a part of the largest organisation, by comparing every vector and by the index: time
 * of both, and how many of the ten nearest the index finds. This is where the switch between the two comes from.
 */
export async function compareWithExact(sql: Sql, corpus: Corpus, queries: readonly Query[]) {
  const runs = await sql<{ run_id: string }[]>`
    select s.run_id from public.documents d join ai.sources s on s.id = d.source_id
    where d.user_id = ${corpus.large} order by s.run_id`
  const rows: Record<string, string>[] = []
  for (const part of PARTS) {
    const ids = runs.slice(0, Math.max(1, Math.round(runs.length * part))).map(({ run_id }) => run_id)
    rows.push(await compare(sql, ids, queries))
  }
  return rows
}

async function compare(sql: Sql, ids: string[], queries: readonly Query[]): Promise<Record<string, string>> {
  const times = { exact: [] as number[], index: [] as number[] }
  const recalls: number[] = []
  for (const { embedding } of queries) {
    const vector = `[${embedding.join(',')}]`
    const exact = await timed(times.exact, () => nearest(sql, 'nearest_chunks', ids, vector))
    const found = new Set(await timed(times.index, () => nearest(sql, 'nearest_chunks_by_index', ids, vector)))
    recalls.push(exact.slice(0, TOP).filter((id) => found.has(id)).length / Math.min(TOP, exact.length))
  }
  const both = (all: number[]) => `${quantile(all, 0.5).toFixed(1)} / ${quantile(all, 0.95).toFixed(1)}`
  const [size] = await sql`select count(*)::int as n from ai.chunks where run_id = any (${ids})`
  return {
    'of them readable after filters': String(size?.n),
    'exact p50 / p95 ms': both(times.exact),
    'index p50 / p95 ms': both(times.index),
    'recall@10 of the index': (recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length).toFixed(3),
  }
}

async function nearest(sql: Sql, name: string, ids: string[], vector: string): Promise<string[]> {
  const rows = await sql<{ chunk_id: string }[]>`
    select chunk_id from private.${sql(name)}(${ids}, ${vector}::extensions.halfvec, 50)`
  return rows.map(({ chunk_id }) => chunk_id)
}

async function timed<T>(times: number[], run: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await run()
  times.push(performance.now() - start)
  return result
}
