import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { searchResponse } from '@parley/shared/search'
import { afterAll, expect, test } from 'vitest'
import { insertSource } from '../../knowledge/insert-source.ts'
import { useStack } from '../../stack-fixture.ts'

let asked = 0
const provider = createServer((_, response) => {
  asked += 1
  response.writeHead(503).end('{"error":{"message":"sk-secret is overloaded"}}')
})
await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
afterAll(() => {
  provider.close()
})

const { port } = provider.address() as AddressInfo
const stack = useStack({ openai: { apiKey: 'sk-test', baseUrl: `http://127.0.0.1:${port}/v1` } })

test('a provider that cannot embed leaves the search by words, which says so', async () => {
  const ada = await stack.createUser('ada')
  const [own] = await stack.sql()`select organization_id from public.memberships where user_id = ${ada.id}`
  await insertSource(stack.sql(), {
    organizationId: own?.organization_id,
    userId: ada.id,
    name: 'Menu',
    visibility: 'private',
    texts: ['Soup of the day', 'Bread and butter'],
    embeddings: [Array(512).fill(0.1), Array(512).fill(0.2)],
  })
  const { data, error } = await ada.client.functions.invoke('search', { body: { query: 'soup' } })
  expect(error).toBeNull()
  const answer = searchResponse.parse(data)
  expect(answer).toMatchObject({ mode: 'text', fallback: 'embeddings_unavailable' })
  expect(answer.items.map(({ text }) => text)).toEqual(['Soup of the day'])
  expect(asked).toBe(1)

  const vectors = await ada.client.functions.invoke('search', { body: { query: 'soup', mode: 'vector' } })
  const refused = await vectors.error.context.text()
  expect(vectors.error.context.status).toBe(502)
  expect(refused).toContain('provider_unavailable')
  expect(refused).not.toContain('sk-')

  await ada.client.functions.invoke('search', { body: { query: 'soup', mode: 'text' } })
  expect(asked).toBe(2)
})
