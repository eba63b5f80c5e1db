import { readFile, writeFile } from 'node:fs/promises'
import { insertSource } from '../knowledge/insert-source.ts'
import { insertUser } from '../knowledge/insert-user.ts'
import { openKnowledgeDatabase } from '../knowledge/open-knowledge-database.ts'
import { searchAs } from '../knowledge/search-as.ts'
import { readCollection } from './retrieval/read-collection.ts'
const emb = JSON.parse(await readFile('/tmp/emb.json', 'utf8'))
const c = await readCollection()
const vec = new Map<string, number[]>([...emb.passages, ...emb.queries].map((x: any) => [x.text, x.v]))
const miss = c.queries.filter((q) => !vec.has(q.text)).map((q) => q.text)
if (miss.length) {
  const { createEmbedder } = await import('@parley/local-openai/embeddings/create-embedder')
  const e = createEmbedder()
  const vs = await e.embed(miss)
  miss.forEach((t, i) => { vec.set(t, vs[i]!); emb.queries.push({ text: t, v: vs[i] }) })
  await writeFile('/tmp/emb.json', JSON.stringify(emb))
  await e.stop()
}
const { sql, close } = await openKnowledgeDatabase()
const u = await insertUser(sql, 'ada@example.test')
await insertSource(sql, { ...u, name: 'All', visibility: 'private', texts: c.passages.map((p) => p.text), embeddings: c.passages.map((p) => vec.get(p.text)!) })
const out = []
const t0 = Date.now()
for (const q of c.queries) {
  const rows = await searchAs(sql, u.userId, { query: q.text, embedding: vec.get(q.text), mode: (process.env.M ?? "hybrid") as "hybrid", limit: 100 })
  const terms = await sql`select lexeme, hits::int, weight from private.weighted_terms(array(select run_id from ai.sources), 180, array['english'::regconfig], ${q.text})`
  out.push({ ...q, terms, grades: Object.fromEntries(q.grades), rows: rows.map((r: any) => ({ id: c.passages[r.page_number - 1]!.id, t: r.text_rank && Number(r.text_rank), ts: r.text_score, v: r.vector_rank && Number(r.vector_rank), d: r.distance, s: r.score, m: r.matched_words })) })
}
console.log(out.length, 'queries', (Date.now() - t0) / out.length, 'ms each')
await writeFile('/tmp/lists.json', JSON.stringify(out))
await close()
process.exit(0)
