import type { Sql } from 'postgres'

/** A source as a test wants it: ready, each text a page of its own with one chunk. */
export interface TestSource {
  organizationId: string
  userId: string
  name: string
  visibility: 'private' | 'organization'
  texts: readonly string[]
  /** One for each text, of 512 numbers. */
  embeddings: readonly number[][]
  /** Default: english. */
  language?: string
}

/** Writes an indexed source as its workers would have, past uploading and extracting. Returns its id. */
export async function insertSource(sql: Sql, source: TestSource): Promise<string> {
  const id = crypto.randomUUID()
  const run = crypto.randomUUID()
  const { organizationId, texts, language = 'english' } = source
  const vectors = source.embeddings.map((vector) => JSON.stringify(vector))
  await sql.begin(async (tx) => {
    await tx`
      insert into ai.sources (id, organization_id, kind, bytes, sha256, storage_path, language, status, chunks_total, run_id)
      values (${id}, ${organizationId}, 'text', 1, ${'0'.repeat(64)}, ${id}, ${language}, 'ready', ${texts.length}, ${run})`
    await tx`
      insert into public.documents (source_id, organization_id, user_id, name, visibility)
      values (${id}, ${organizationId}, ${source.userId}, ${source.name}, ${source.visibility})`
    await tx`
      insert into ai.pages (source_id, run_id, number, text)
      select ${id}, ${run}, number, text from unnest(${texts as string[]}::text[]) with ordinality as t (text, number)`
    await tx`
      insert into ai.chunks (source_id, run_id, page_id, number, text, start_offset, end_offset, language, words, embedding)
      select ${id}, ${run}, p.id, p.number, p.text, 0, length(p.text), ${language}::regconfig,
        to_tsvector(${language}::regconfig, p.text), v.vector::extensions.halfvec
      from ai.pages p
      join unnest(${vectors}::text[]) with ordinality as v (vector, number) on v.number = p.number
      where p.run_id = ${run}`
  })
  return id
}
