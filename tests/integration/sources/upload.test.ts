import { afterAll, beforeAll, expect, test } from 'vitest'
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
  const file = { name: 'handbook.md', kind: 'markdown' as const, bytes: new TextEncoder().encode(handbook) }
  const { id, uploaded } = await rig.upload(ada, file)
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
