import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import { makePdf, makeProse, makeText } from './make-files.ts'
import { type EmbeddingProxy, startEmbeddingProxy } from './start-embedding-proxy.ts'
import { type SourcesRig, startSourcesRig } from './start-sources-rig.ts'

let rig: SourcesRig
let provider: EmbeddingProxy
let ada: TestUser

// A batch of real embeddings takes its time on a machine that is busy.
vi.setConfig({ testTimeout: 180_000 })
beforeAll(async () => {
  provider = await startEmbeddingProxy()
  rig = await startSourcesRig({ openai: { apiKey: provider.apiKey, baseUrl: provider.baseUrl } })
  ada = await rig.createUser('ada')
})
afterAll(async () => {
  await rig?.stop()
  await provider?.stop()
})
beforeEach(() => {
  Object.assign(provider, { answered: 0, failed: 0, fails: () => undefined, before: async () => {} })
})

/** What is stored of the run that counts, and what is stored beside it. */
async function stored(sourceId: string) {
  const [row] = await rig.sql()`
    select count(c.*)::int as chunks, count(distinct c.number)::int as numbers, max(c.number)::int as last,
      (select count(*)::int from ai.pages p where p.run_id = s.run_id) as pages,
      (select count(distinct number)::int from ai.pages p where p.run_id = s.run_id) as page_numbers,
      (select count(*)::int from ai.chunks o where o.source_id = s.id and o.run_id is distinct from s.run_id) as strays,
      (select count(*)::int from private.pending_chunks o where o.source_id = s.id) as pending
    from ai.sources s left join ai.chunks c on c.run_id = s.run_id
    where s.id = ${sourceId} group by s.id`
  return row
}

const visibleChunks = async () =>
  (await ada.client.schema('ai').from('chunks').select('id', { count: 'exact', head: true })).count

function killWorkers(): number {
  const workers = rig.stack?.functions.workers('sources') ?? []
  for (const { pid } of workers) process.kill(pid, 'SIGKILL')
  return workers.length
}

/** More than one batch of embeddings, and than one step of reading. */
const PAGES = 130

test('workers that are killed, while they read and while they embed, are followed by others; nothing is doubled', async () => {
  const { id } = await rig.upload(ada, await makePdf('logbook.pdf', makeProse(PAGES, 1), 400))
  await rig.until(ada, id, ({ pages_done }) => pages_done > 0)
  expect(killWorkers()).toBeGreaterThan(0)
  expect((await rig.until(ada, id, () => true)).status).toBe('extracting')

  await rig.until(ada, id, ({ chunks_done }) => chunks_done > 0)
  expect(killWorkers()).toBeGreaterThan(0)
  const row = await rig.settled(ada, id)
  expect(row).toMatchObject({ status: 'ready', pages_done: PAGES, pages_total: PAGES })
  expect(row.chunks_done).toBe(row.chunks_total)
  const chunks = row.chunks_total ?? 0
  expect(chunks).toBe(PAGES)
  await expect
    .poll(() => stored(id))
    .toEqual({
      chunks,
      numbers: chunks,
      last: chunks,
      pages: PAGES,
      page_numbers: PAGES,
      strays: 0,
      pending: 0,
    })
})

test('a provider that fails on batch 7 ends as a state with a reason; a retry goes on with batch 7', async () => {
  provider.fails = (batch) => (batch === 7 ? 503 : undefined)
  const before = await visibleChunks()
  const { id } = await rig.upload(
    ada,
    makeText(
      'log.md',
      'markdown',
      makeProse(230, 1)
        .map(([line], day) => `# Day ${day}\n\n${line}\n`)
        .join('\n'),
    ),
  )
  const failed = await rig.settled(ada, id)
  expect(failed).toMatchObject({
    status: 'failed',
    error_code: 'embedding_unavailable',
    chunks_done: 6 * 32,
    run_id: null,
  })
  expect(provider.answered).toBe(6)
  expect(provider.failed).toBeGreaterThan(3)
  expect(await visibleChunks()).toBe(before)

  provider.fails = () => undefined
  expect((await rig.ask(ada, { action: 'retry', source_id: id })).body.error_code).toBeNull()
  const row = await rig.settled(ada, id)
  const chunks = row.chunks_total ?? 0
  expect(row).toMatchObject({ status: 'ready', error_code: null, chunks_done: chunks })
  // Not one chunk was embedded twice.
  expect(provider.answered).toBe(Math.ceil(chunks / 32))
  expect(await stored(id)).toMatchObject({ chunks, numbers: chunks, pending: 0 })
  expect(await visibleChunks()).toBe((before ?? 0) + chunks)
})

test('a provider that refuses is not asked again and again', async () => {
  provider.fails = () => 401
  const { id } = await rig.upload(ada, makeText('key.md', 'markdown', 'The key of the provider is wrong today.'))
  expect(await rig.settled(ada, id)).toMatchObject({ status: 'failed', error_code: 'embedding_refused' })
  expect(provider.failed).toBe(1)
})

test('while a source is indexed again, the old run is what is found; then the new one, and nothing of the old', async () => {
  const { id } = await rig.upload(ada, makeText('twice.md', 'markdown', '# Twice\n\nThis is read once, and once more.'))
  const first = await rig.settled(ada, id)
  const read = async () =>
    (await ada.client.schema('ai').from('chunks').select('run_id, text').eq('source_id', id)).data ?? []

  let open = () => {}
  const door = new Promise<void>((resolve) => {
    open = resolve
  })
  provider.before = () => door
  expect((await rig.ask(ada, { action: 'reindex', source_id: id })).body.error_code).toBeNull()
  await rig.until(ada, id, ({ status }) => status === 'embedding')
  expect(await read()).toEqual([{ run_id: first.run_id, text: expect.stringContaining('once more') }])
  expect((await rig.ask(ada, { action: 'reindex', source_id: id })).body.error?.code).toBe('source_busy')

  open()
  const second = await rig.settled(ada, id)
  expect(second.run_id).not.toBe(first.run_id)
  expect(await read()).toEqual([{ run_id: second.run_id, text: expect.stringContaining('once more') }])
  await expect.poll(() => stored(id)).toMatchObject({ chunks: 1, strays: 0 })
})
