import type { TransactionSql } from 'postgres'
import type { Accounts, PersonName } from './people.ts'
import {
  INDEXED_SOURCES,
  ORPHANED_FILE,
  PLANTED_EMBEDDING,
  PLANTED_SOURCES,
  type PlantedSource,
  plantedKnowledgeBase,
  plantedLease,
  plantedPath,
} from './planted-knowledge.ts'
import { AGENTS, ORGANIZATIONS } from './planted-rows.ts'
import { secretOf } from './secret-of.ts'
import { stableUuid } from './stable-uuid.ts'

/** Sources in every state with what they say, knowledge bases, and images. Organisations and agents are there already. */
export async function plantKnowledge(sql: TransactionSql, accounts: Accounts): Promise<void> {
  for (const source of PLANTED_SOURCES) await plantSource(sql, accounts, source)
  for (const [where, { id }] of Object.entries(ORGANIZATIONS)) {
    const base = plantedKnowledgeBase(where as keyof typeof ORGANIZATIONS)
    const by = where === 'north' ? accounts.olga.id : accounts.otto.id
    await sql`insert into ai.knowledge_bases (id, organization_id, name, description, created_by)
      values (${base}, ${id}, ${secretOf(`name ${base}`)}, ${secretOf(`description ${base}`)}, ${by})`
  }
  for (const { id, in: where, by } of INDEXED_SOURCES) {
    await sql`insert into ai.indexed_sources (knowledge_base_id, source_id, organization_id, added_by)
      values (${plantedKnowledgeBase(where)}, ${id}, ${ORGANIZATIONS[where].id}, ${accounts[by].id})`
  }
  for (const { id, in: where } of AGENTS.filter(({ status }) => status !== 'archived')) {
    await sql`insert into ai.agent_knowledge_bases (agent_id, knowledge_base_id, organization_id)
      values (${id}, ${plantedKnowledgeBase(where)}, ${ORGANIZATIONS[where].id})`
  }
  await sql`insert into private.orphaned_source_files (storage_path) values (${ORPHANED_FILE})`
  for (const person of ['mia', 'otto'] as PersonName[]) {
    await sql`insert into storage.objects (id, bucket_id, name)
      values (${stableUuid(`image ${person}`)}, 'images', ${`${accounts[person].id}/${secretOf(`image ${person}`)}.png`})`
  }
  await sql`insert into storage.objects (id, bucket_id, name)
    values (${stableUuid('file of a source')}, 'sources', ${`${accounts.mia.id}/${secretOf('file of a source')}`})`
}

const STATUS = { 'indexed again': 'ready' } as Record<string, string>

async function plantSource(sql: TransactionSql, accounts: Accounts, source: PlantedSource): Promise<void> {
  const { id, by, in: where, state, runId, otherRunId } = source
  const organizationId = ORGANIZATIONS[where].id
  // An upload that was announced long ago is one that never came.
  await sql`insert into ai.sources (id, organization_id, kind, bytes, sha256, storage_path, status, error_code, run_id,
      chunks_total, updated_at)
    values (${id}, ${organizationId}, 'text', 10, ${source.sha256}, ${plantedPath(source)}, ${STATUS[state] ?? state},
      ${state === 'failed' ? 'embedding_unavailable' : null}, ${runId}, ${state === 'embedding' ? 2 : 1},
      now() - interval '2 days')`
  await sql`insert into documents (source_id, organization_id, user_id, name, visibility)
    values (${id}, ${organizationId}, ${accounts[by].id}, ${secretOf(`document ${id}`)}, ${source.visibility})`
  for (const run of [runId, otherRunId]) if (run) await plantRun(sql, source, run)
  await plantJob(sql, source)
}

/** A page with a chunk, and in a run that goes on a chunk without embedding. */
async function plantRun(sql: TransactionSql, { id, state }: PlantedSource, run: string): Promise<void> {
  const text = `harbour ${secretOf(`chunk ${run}`)}`
  const [page] = await sql<[{ id: string }]>`insert into ai.pages (source_id, run_id, number, title, text)
    values (${id}, ${run}, 1, ${secretOf(`title ${run}`)}, ${secretOf(`page ${run}`)}) returning id`
  await sql`insert into ai.chunks (source_id, run_id, page_id, number, text, start_offset, end_offset, words, embedding)
    values (${id}, ${run}, ${page.id}, 1, ${text}, 0, 9, to_tsvector('simple', ${text}),
      ${JSON.stringify(PLANTED_EMBEDDING)}::text::extensions.halfvec)`
  if (state !== 'embedding') return
  await sql`insert into private.pending_chunks (run_id, number, source_id, page_id, headings, text, start_offset, end_offset, language)
    values (${run}, 2, ${id}, ${page.id}, '{}', ${secretOf(`pending ${run}`)}, 9, 20, 'simple')`
}

/** Its job is due tomorrow, so that no worker of a running stack takes it. */
async function plantJob(sql: TransactionSql, source: PlantedSource): Promise<void> {
  const step = { embedding: 'embed', 'indexed again': 'clear', queued: 'extract', failed: 'extract' }[
    source.state as string
  ]
  if (!step) return
  const run =
    source.state === 'indexed again' ? source.runId : (source.otherRunId ?? stableUuid(`next run ${source.id}`))
  const due = source.state === 'failed' ? null : '1 day'
  const isHeld = source.otherRunId !== null
  await sql`insert into private.source_jobs (source_id, step, run_id, run_after, lease_token, leased_until)
    values (${source.id}, ${step}, ${run}, now() + ${due}::interval, ${isHeld ? plantedLease(source) : null},
      ${isHeld ? new Date(Date.now() + 86_400_000) : null})`
}
