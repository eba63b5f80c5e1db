import type { Sql } from 'postgres'
import { seededRandom, syntheticText } from './synthetic-text.ts'
import { syntheticVectors } from './synthetic-vectors.ts'

const CHUNKS_A_SOURCE = 50
const WORDS_A_CHUNK = 80
/** The first organisation has this part of everything; the others share the rest. */
const LARGEST = 0.3

/** The reader of the largest organisation, and one of each of some small ones. */
export interface Corpus {
  large: string
  small: string[]
  query(): { text: string; embedding: number[] }
}

/**
 * Fills a database with sources of many organisations, each with one member, and builds the vector index over them. The
 * texts and vectors are synthetic: the first by the frequency of words, the second in clusters.
 */
export async function loadCorpus(sql: Sql, chunks: number, organizations: number): Promise<Corpus> {
  const random = seededRandom(chunks)
  const vector = syntheticVectors(random)
  await sql.unsafe('drop index ai.chunks_embedding_idx')
  const members = await insertMembers(sql, organizations)
  const sources = Math.ceil(chunks / CHUNKS_A_SOURCE)
  const large = Math.ceil(sources * LARGEST)
  for (let at = 0; at < sources; at += 1) {
    const member = at < large ? members[0] : members[1 + ((at - large) % (members.length - 1))]
    if (!member) throw new Error('There are no organisations')
    const topics = [random(), random(), random()].map((part) => Math.floor(part * 300))
    const texts = Array.from({ length: CHUNKS_A_SOURCE }, () => syntheticText(random, WORDS_A_CHUNK))
    const vectors = texts.map((_, index) => JSON.stringify(vector(topics[index % 3] ?? 0)))
    await insertChunks(sql, member, texts, vectors)
  }
  await sql.unsafe("set maintenance_work_mem = '1GB'")
  await sql.unsafe(
    'create index chunks_embedding_idx on ai.chunks using hnsw (embedding extensions.halfvec_cosine_ops)',
  )
  await sql.unsafe('vacuum analyze')
  return {
    large: members[0]?.id ?? '',
    small: members.slice(1, 1 + Math.min(200, sources - large)).map(({ id }) => id),
    query: () => ({ text: syntheticText(random, 6), embedding: vector(Math.floor(random() * 300)) }),
  }
}

type Member = { id: string; organization_id: string }

async function insertMembers(sql: Sql, count: number): Promise<Member[]> {
  await sql`
    insert into auth.users (id, aud, role, email)
    select gen_random_uuid(), 'authenticated', 'authenticated', 'reader-' || n || '@example.test'
    from generate_series(1, ${count}::int) n`
  return await sql<Member[]>`
    select u.id, m.organization_id from auth.users u join public.memberships m on m.user_id = u.id order by u.email limit ${count}`
}

/** One source of one page, in one statement. */
async function insertChunks(sql: Sql, member: Member, texts: string[], vectors: string[]): Promise<void> {
  await sql`
    with source as (
      insert into ai.sources (organization_id, kind, bytes, sha256, storage_path, language, status, chunks_total, run_id)
      values (${member.organization_id}, 'text', 1, ${'0'.repeat(64)}, gen_random_uuid(), 'simple', 'ready', ${texts.length}, gen_random_uuid())
      returning id, run_id
    ), document as (
      insert into public.documents (source_id, organization_id, user_id, name)
      select id, ${member.organization_id}, ${member.id}, 'Synthetic' from source
    ), page as (
      insert into ai.pages (source_id, run_id, number, text) select id, run_id, 1, 'Synthetic' from source returning *
    )
    insert into ai.chunks (source_id, run_id, page_id, number, text, start_offset, end_offset, words, embedding)
    select p.source_id, p.run_id, p.id, t.number, t.text, 0, 1, to_tsvector('simple', t.text), t.vector::extensions.halfvec
    from page p, unnest(${texts}::text[], ${vectors}::text[]) with ordinality as t (text, vector, number)`
}
