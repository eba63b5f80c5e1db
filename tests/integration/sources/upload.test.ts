import type { SourceDownloadResponse } from '@parley/shared/sources'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import { makeDocx, makePdf, makeProse, makeText } from './make-files.ts'
import { type SourcesRig, startSourcesRig } from './start-sources-rig.ts'

let rig: SourcesRig
beforeAll(async () => {
  rig = await startSourcesRig()
})
afterAll(() => rig?.stop())

const handbook = `# Expenses

Expense reports must be submitted within thirty days. The finance team approves them every Friday.

## Travel

Employees travel second class. A hotel may cost at most 140 euros a night, breakfast included.
`

test('a Markdown file is read, cut by its headings, embedded, and readable for its owner alone', async () => {
  const [ada, eve] = await Promise.all([rig.createUser('ada'), rig.createUser('eve')])
  const { id, uploaded } = await rig.upload(ada, makeText('handbook.md', 'markdown', handbook))
  expect(uploaded).toMatchObject({ status: 200, body: { status: 'queued', error_code: null } })
  const row = await rig.settled(ada, id)
  expect(row).toMatchObject({ status: 'ready', pages_done: 2, pages_total: 2, chunks_done: 2, language: 'english' })

  const read = (who: typeof ada) =>
    who.client
      .schema('ai')
      .from('chunks')
      .select('number, headings, text, start_offset, end_offset, embedding, words, pages(text)')
      .order('number')
  const chunks = (await read(ada)).data ?? []
  expect(chunks.map(({ headings }) => headings)).toEqual([['Expenses'], ['Expenses', 'Travel']])
  for (const { pages, start_offset, end_offset, text } of chunks) {
    expect((pages as unknown as { text: string }).text.slice(start_offset, end_offset)).toBe(text)
  }
  expect(JSON.parse(chunks[0]?.embedding)).toHaveLength(512)
  expect(chunks[1]?.words).toContain("'travel':2A")
  expect((await read(eve)).data).toEqual([])
  expect((await eve.client.schema('ai').from('sources').select('id')).data).toEqual([])
  expect((await rig.ask(eve, { action: 'status', source_id: id })).body.error?.code).toBe('source_not_found')
})

test('a PDF is heard page by page and chunk by chunk, live, by its owner alone', async () => {
  const [ada, eve] = await Promise.all([rig.createUser('ada'), rig.createUser('eve')])
  const heard = { ada: [] as Heard[], eve: [] as Heard[] }
  await Promise.all([listen(ada, heard.ada), listen(eve, heard.eve)])
  const { id } = await rig.upload(ada, await makePdf('logbook.pdf', makeProse(6, 12)))
  expect(await rig.settled(ada, id)).toMatchObject({ status: 'ready', pages_done: 6, language: 'english' })
  await expect.poll(() => heard.ada.at(-1)?.status).toBe('ready')
  const states = heard.ada.map(({ status }) => status)
  expect([...new Set(states)]).toEqual(['uploading', 'queued', 'extracting', 'embedding', 'ready'])
  expect(heard.ada.at(-1)).toMatchObject({ pages_done: 6, pages_total: 6 })
  expect(heard.eve).toEqual([])

  const { data } = await ada.client
    .schema('ai')
    .from('pages')
    .select('number, text')
    .eq('source_id', id)
    .order('number')
  expect(data?.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6])
  expect(data?.[2]?.text).toContain('The harbour number 24 fears the ice on day 3 of the year.')
})

test('a Word document of another language is indexed by that language', async () => {
  const ada = await rig.createUser('ada')
  const { id } = await rig.upload(
    ada,
    makeDocx('Reisen.docx', [
      '# Dienstreisen',
      'Die Mitarbeiterinnen und Mitarbeiter reisen mit der Bahn, und zwar in der zweiten Klasse.',
      'Hotels dürfen höchstens hundertvierzig Euro kosten; das Frühstück ist darin enthalten.',
    ]),
  )
  expect(await rig.settled(ada, id)).toMatchObject({ status: 'ready', language: 'german' })
  const found = await ada.client
    .schema('ai')
    .from('chunks')
    .select('headings')
    .textSearch('words', 'Hotel', { config: 'german' })
  expect(found.data).toEqual([{ headings: ['Dienstreisen'] }])
})

test('the same file twice is one source, also at the same moment; for another person it is one where they may read it', async () => {
  const [ada, ben] = await Promise.all([rig.createUser('ada'), rig.createUser('ben')])
  const organization_id = await shareOrganization(ada, ben)
  const file = makeText('rules.txt', 'text', 'Whoever opens the gate closes the gate. This is the rule of the house.')
  const both = await Promise.all([
    rig.create(ada, file, { organization_id }),
    rig.create(ada, file, { organization_id }),
  ])
  expect(new Set(both.map(({ body }) => body.source_id)).size).toBe(1)
  expect(both.map(({ body }) => body.existing).toSorted()).toEqual([false, true])

  const { id } = await rig.upload(ada, file, { organization_id })
  await rig.settled(ada, id)
  expect((await rig.create(ada, file, { organization_id, name: 'again.txt' })).body).toEqual({
    source_id: id,
    existing: true,
    upload: null,
  })
  // What is private is not told to others: for them it is a new file.
  expect((await rig.create(ben, file, { organization_id })).body).toMatchObject({ existing: false })
  await ada.client.from('documents').update({ visibility: 'organization' }).eq('source_id', id)
  const other = { ...file, kind: 'markdown' as const }
  expect((await rig.create(ben, other, { organization_id })).body.existing).toBe(false)
  const cem = await rig.createUser('cem')
  await rig.sql()`insert into public.memberships ${rig.sql()({ organization_id, user_id: cem.id, role: 'member' })}`
  expect((await rig.create(cem, file, { organization_id })).body).toEqual({
    source_id: id,
    existing: true,
    upload: null,
  })
})

test('the file comes back by a signed address, for who may read it; the bucket itself shows nobody anything', async () => {
  const [ada, eve] = await Promise.all([rig.createUser('ada'), rig.createUser('eve')])
  const file = makeText('Straße & Weg.txt', 'text', 'The street is long, and the way is longer still.')
  const { id } = await rig.upload(ada, file)
  const { body } = await rig.ask<SourceDownloadResponse>(ada, { action: 'download', source_id: id })
  const response = await fetch(body.url)
  expect(await response.text()).toBe(new TextDecoder().decode(file.bytes))
  expect((await rig.ask(eve, { action: 'download', source_id: id })).status).toBe(404)

  const [row] = await rig.sql()`select storage_path from ai.sources where id = ${id}`
  for (const { client } of [ada, eve]) {
    const bucket = client.storage.from('sources')
    expect((await bucket.list(row?.storage_path.split('/')[0])).data).toEqual([])
    expect((await bucket.download(row?.storage_path)).error).not.toBeNull()
    expect((await bucket.upload('mine.txt', new Blob(['x']))).error).not.toBeNull()
  }
})

test('a deleted source is invisible at once, and nothing of it is left', async () => {
  const [ada, ben] = await Promise.all([rig.createUser('ada'), rig.createUser('ben')])
  const organization_id = await shareOrganization(ada, ben)
  const file = makeText('gone.md', 'markdown', '# Gone\n\nThis will be deleted.')
  const { id } = await rig.upload(ada, file, { organization_id, visibility: 'organization' })
  await rig.settled(ada, id)
  expect((await rig.ask(ben, { action: 'delete', source_id: id })).body.error?.code).toBe('role_too_low')
  const [before] = await rig.sql()`select storage_path, run_id from ai.sources where id = ${id}`

  expect((await rig.ask(ada, { action: 'delete', source_id: id })).status).toBe(200)
  for (const { client } of [ada, ben]) {
    expect((await client.schema('ai').from('chunks').select('id').eq('source_id', id)).data).toEqual([])
    expect((await client.from('documents').select('name').eq('source_id', id)).data).toEqual([])
  }
  const left = async () => {
    const [row] = await rig.sql()`
      select (select count(*) from ai.sources where id = ${id})::int as sources,
        (select count(*) from ai.pages where source_id = ${id})::int as pages,
        (select count(*) from ai.chunks where source_id = ${id})::int as chunks,
        (select count(*) from private.source_jobs where source_id = ${id})::int as jobs,
        (select count(*) from private.orphaned_source_files)::int as orphans,
        (select count(*) from storage.objects where name = ${before?.storage_path})::int as files`
    return row
  }
  await expect
    .poll(left, { timeout: 20_000 })
    .toEqual({ sources: 0, pages: 0, chunks: 0, jobs: 0, orphans: 0, files: 0 })
})

test('an account takes its files with it', async () => {
  const [ada, ben] = await Promise.all([rig.createUser('ada'), rig.createUser('ben')])
  const { id } = await rig.upload(ada, makeText('last.txt', 'text', 'The last words of somebody who leaves us today.'))
  await rig.settled(ada, id)
  expect((await rig.admin().auth.admin.deleteUser(ada.id)).error).toBeNull()
  // Anybody's next request wakes the worker that takes the file away.
  await rig.ask(ben, { action: 'status', source_id: id })
  const files = () => rig.sql()`select name from storage.objects where bucket_id = 'sources' and name like ${`%${id}`}`
  await expect.poll(files, { timeout: 20_000 }).toEqual([])
})

test.runIf(process.env.PARLEY_TARGET !== 'supabase')(
  'an agent that acts for its person changes no sources',
  async () => {
    const ada = await rig.createUser('ada')
    const { id } = await rig.upload(
      ada,
      makeText('mine.txt', 'text', 'Only a person deletes this file, and no agent does.'),
    )
    const claims = decodeJwt(ada.session.access_token)
    const token = await rig.stack?.signToken({ ...claims, act: { sub: 'agent' } })
    const agent = { ...ada, session: { ...ada.session, access_token: token ?? '' } }
    for (const action of ['delete', 'reindex', 'retry', 'download']) {
      expect((await rig.ask(agent, { action, source_id: id })).body.error?.code).toBe('agent_not_allowed')
    }
    const made = await rig.create(agent, makeText('new.txt', 'text', 'x'), {
      organization_id: await rig.organizationOf(ada),
    })
    expect(made).toMatchObject({ status: 403, body: { error: { code: 'agent_not_allowed' } } })
  },
)

test('work is done for the secret key alone', async () => {
  const ada = await rig.createUser('ada')
  const work = (headers: Record<string, string>) =>
    fetch(`${rig.apiUrl}/functions/v1/sources/work`, { method: 'POST', headers })
  expect((await work({})).status).toBe(401)
  expect((await work({ apikey: rig.publishableKey })).status).toBe(401)
  expect(
    (await work({ apikey: 'sb_secret_guessed', authorization: `Bearer ${ada.session.access_token}` })).status,
  ).toBe(401)
  expect((await work({ apikey: rig.secretKey })).status).toBe(202)
  const claim = await ada.client.schema('ai').rpc('claim_source_job', { p_lease_seconds: 60 })
  expect(claim.error?.code).toBe('42501')
})

test('images are plain storage: each person has a folder, and no other', async () => {
  const [ada, eve] = await Promise.all([rig.createUser('ada'), rig.createUser('eve')])
  const image = new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], { type: 'image/png' })
  const options = { contentType: 'image/png' }
  expect((await ada.client.storage.from('images').upload(`${ada.id}/a.png`, image, options)).error).toBeNull()
  expect((await eve.client.storage.from('images').upload(`${ada.id}/b.png`, image, options)).error).not.toBeNull()
  expect((await eve.client.storage.from('images').download(`${ada.id}/a.png`)).error).not.toBeNull()
  expect((await ada.client.storage.from('images').download(`${ada.id}/a.png`)).error).toBeNull()
})

type Heard = { status: string; pages_done: number; chunks_done: number }

/** Hears every change of sources that the user may read, without any filter. */
async function listen({ client }: TestUser, heard: Heard[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    client
      .channel('sources')
      .on('postgres_changes', { event: '*', schema: 'ai', table: 'sources' }, ({ new: row }) =>
        heard.push(row as Heard),
      )
      .on('system', {}, ({ status }) => (status === 'ok' ? resolve() : reject(new Error(status))))
      .subscribe()
  })
}

/** An organisation that the first owns and the second belongs to. */
async function shareOrganization(owner: TestUser, member: TestUser): Promise<string> {
  const { data, error } = await owner.client.rpc('create_organization', { p_name: 'Harbour' })
  if (error) throw error
  await rig.sql()`insert into public.memberships ${rig.sql()({ organization_id: data.id, user_id: member.id, role: 'member' })}`
  return data.id
}
