import { createEmbedder } from '@parley/local-openai/embeddings/create-embedder'
import { writeFile } from 'node:fs/promises'
import { readCollection } from './retrieval/read-collection.ts'
const c = await readCollection()
const e = createEmbedder()
const t0 = Date.now()
const pv = await e.embed(c.passages.map((p) => p.text))
const qv = await e.embed(c.queries.map((p) => p.text))
console.log(c.passages.length, c.queries.length, Date.now() - t0)
await e.stop()
await writeFile('/tmp/emb.json', JSON.stringify({ passages: c.passages.map((p, i) => ({ ...p, v: pv[i] })), queries: c.queries.map((q, i) => ({ ...q, grades: Object.fromEntries(q.grades), v: qv[i] })) }))
process.exit(0)
