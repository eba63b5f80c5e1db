import { parseArgs } from 'node:util'
import { openKnowledgeDatabase } from '../../knowledge/open-knowledge-database.ts'
import { printTable } from '../print-table.ts'
import { compareWithExact } from './compare-with-exact.ts'
import { compareWithOwner } from './compare-with-owner.ts'
import { loadCorpus } from './load-corpus.ts'

/**
 * What searching costs under row level security, against the same queries as the owner of the tables, and what the
 * vector index finds of what an exact search finds. On PGlite, or the native server of `PARLEY_DB_URL`.
 *
 *     pnpm bench search --chunks 10000,100000 --organizations 1000 --queries 100
 */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      chunks: { type: 'string', default: '10000,100000' },
      organizations: { type: 'string', default: '1000' },
      queries: { type: 'string', default: '100' },
    },
  })
  const times: Record<string, string | number>[] = []
  const recalls: Record<string, string | number>[] = []
  for (const chunks of values.chunks.split(',').map(Number)) {
    const { sql, close } = await openKnowledgeDatabase()
    try {
      const corpus = await loadCorpus(sql, chunks, Number(values.organizations))
      const queries = Array.from({ length: Number(values.queries) }, corpus.query)
      times.push(...(await compareWithOwner(sql, corpus, queries)).map((row) => ({ chunks, ...row })))
      recalls.push(...(await compareWithExact(sql, corpus, queries)).map((row) => ({ chunks, ...row })))
    } finally {
      await close()
    }
  }
  printTable(times)
  console.log()
  printTable(recalls)
}
