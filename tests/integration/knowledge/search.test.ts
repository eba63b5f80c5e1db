import { createEmbedder } from '@parley/local-openai/embeddings/create-embedder'
import { type SearchInput, searchResponse } from '@parley/shared/search'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertSource } from '../../knowledge/insert-source.ts'
import { type TestUser, useStack } from '../../stack-fixture.ts'

const stack = useStack()
const embedder = createEmbedder()
let ada: TestUser
let handbook: string
let opening: number[]

const TEXTS = [
  'Guests may arrive from three in the afternoon and leave until eleven in the morning.',
  'Dogs are welcome in the garden rooms for a fee of 15 euros a night.',
  'The swimming pool is heated from May to September.',
]

beforeAll(async () => {
  ada = await stack.createUser('ada')
  const [organization] = await stack.sql()`select organization_id from public.memberships where user_id = ${ada.id}`
  const embeddings = await embedder.embed([...TEXTS, 'When can I check in?'])
  opening = embeddings.pop() ?? []
  handbook = await insertSource(stack.sql(), {
    organizationId: organization?.organization_id,
    userId: ada.id,
    name: 'House rules',
    visibility: 'private',
    texts: TEXTS,
    embeddings,
  })
})
afterAll(() => embedder.stop())

async function search(body: SearchInput | Record<string, unknown>, user: TestUser | null = ada) {
  const response = await fetch(`${stack.apiUrl}/functions/v1/search`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(user && { authorization: `Bearer ${user.session.access_token}` }),
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

test('a page is found by what it means, with what it takes to cite it', async () => {
  const { status, body } = await search({ query: 'When can I check in?' })
  expect(status).toBe(200)
  const { items, mode, fallback } = searchResponse.parse(body)
  expect({ mode, fallback }).toEqual({ mode: 'hybrid', fallback: null })
  expect(items[0]).toMatchObject({
    source: { id: handbook, name: 'House rules' },
    page: { number: 1, title: '' },
    text: TEXTS[0],
    passages: [{ start_offset: 0, end_offset: TEXTS[0]?.length, ranking: { text_rank: null, vector_rank: 1 } }],
  })
})

test('words alone, filters and limits do as they say', async () => {
  const { body } = await search({ query: 'dog fees', mode: 'text' })
  const passages = searchResponse.parse(body).items.flatMap((item) => item.passages)
  expect(passages.map(({ ranking }) => ranking)).toEqual([
    { text_rank: 1, vector_rank: null, distance: null, coverage: 1, matched_words: ['dog', 'fee'] },
  ])
  expect((await search({ query: 'dogs', limit: 1 })).body.items).toHaveLength(1)
  expect((await search({ query: 'dogs', source_ids: [] })).body.items).toEqual([])
  expect((await search({ query: 'dogs', until: '2020-01-01T00:00:00Z' })).body.items).toEqual([])
})

test('only a user searches, and only with a body of the schema', async () => {
  expect(await search({ query: 'dogs' }, null)).toMatchObject({
    status: 401,
    body: { error: { code: 'not_authenticated' } },
  })
  for (const body of [{}, { query: ' ' }, { query: 'dogs', user_id: ada.id }, { query: 'dogs', language: 'klingon' }]) {
    expect(await search(body)).toMatchObject({ status: 400, body: { error: { code: 'bad_request' } } })
  }
})

test('supabase-js reads chunks and calls the search of the database', async () => {
  const ai = ada.client.schema('ai')
  const chunks = await ai.from('chunks').select('text, page_id').order('number')
  expect(chunks.data?.map(({ text }) => text)).toEqual(TEXTS)
  const found = await ai.rpc('search', { p_embedding: opening, p_source_ids: [handbook], p_limit: 2 })
  expect(found.error).toBeNull()
  expect(found.data).toHaveLength(2)
  expect(found.data[0]).toMatchObject({ text: TEXTS[0], document_name: 'House rules', vector_rank: 1, text_rank: null })
  const refused = await ai.rpc('search', { p_query: 'x', p_mode: 'best' })
  expect(refused).toMatchObject({ status: 400, error: { code: 'PT400', message: 'bad_request' } })
})
