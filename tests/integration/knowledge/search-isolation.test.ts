import { createEmbedder } from '@parley/local-openai/embeddings/create-embedder'
import type { ContextItem } from '@parley/shared/context-item'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { giveKnowledge } from '../../knowledge/give-knowledge.ts'
import { insertSource } from '../../knowledge/insert-source.ts'
import { VoiceSearcher } from '../../knowledge/voice-searcher.ts'
import { type TestUser, useStack } from '../../stack-fixture.ts'

/** By each path. The full count, 1,000, takes minutes on PGlite. */
const SEARCHES = Number(process.env.PARLEY_SEARCHES ?? 200)
/** In parallel, between two changes. */
const AT_ONCE = 20
const PEOPLE = ['ada', 'bea', 'eve', 'fay'] as const
type Person = (typeof PEOPLE)[number]
/** Ada and Bea share an organisation, Eve and Fay another. */
const ORGANIZATION: Record<Person, number> = { ada: 0, bea: 0, eve: 1, fay: 1 }

const TOPICS = [
  ['refunds', 'Goods that come back within fourteen days are refunded in full'],
  ['parking', 'Visitors leave their cars on the lower deck behind the main building'],
  ['holidays', 'Everybody has twenty-eight days of paid leave a year'],
  ['laptops', 'Computers are replaced every four years, broken ones at once'],
  ['visitors', 'Guests sign the book at reception and wear a yellow badge'],
] as const

interface Document {
  id: string
  owner: Person
  visibility: 'private' | 'organization'
}

const stack = useStack()
const embedder = createEmbedder()
const users = new Map<Person, TestUser>()
const documents = new Map<string, Document>()
const vectors = new Map<string, number[]>()
const voices = new Map<Person, VoiceSearcher>()

beforeAll(async () => {
  for (const person of PEOPLE) users.set(person, await stack.createUser(person))
  const queries = TOPICS.map(([topic]) => `what about ${topic}?`)
  const embedded = await embedder.embed(queries)
  queries.forEach((query, index) => {
    vectors.set(query, embedded[index] ?? [])
  })
  const organizations = [crypto.randomUUID(), crypto.randomUUID()]
  for (const id of organizations) await stack.sql()`insert into public.organizations (id, name) values (${id}, 'Twin')`
  for (const person of PEOPLE) {
    const organizationId = organizations[ORGANIZATION[person]] ?? ''
    await stack.sql()`
      insert into public.memberships (organization_id, user_id, role) values (${organizationId}, ${user(person).id}, 'owner')`
    await addDocuments(person, organizationId)
  }
  for (const [index, id] of organizations.entries()) await addAgent(index, id)
  // The stand-in's model takes seconds to load, which the function does not wait for.
  await vi.waitFor(() => PATHS.function?.('ada', 'parking'), { timeout: 60_000, interval: 500 })
}, 120_000)
afterAll(async () => {
  for (const voice of voices.values()) await voice.hangUp()
  await embedder.stop()
})

/** Nearly the same documents for everybody: one a topic, every other one private. */
async function addDocuments(owner: Person, organizationId: string): Promise<void> {
  for (const [index, [topic, text]] of TOPICS.entries()) {
    const texts = [`About ${topic}: ${text}.`, `More about ${topic}, as ${owner} has it. ${text}, as a rule.`]
    const visibility = index % 2 === 0 ? 'organization' : 'private'
    const source = { organizationId, userId: user(owner).id, name: topic, visibility, texts } as const
    const id = await insertSource(stack.sql(), { ...source, embeddings: await embedder.embed(texts) })
    documents.set(id, { id, owner, visibility })
  }
}

/** One for both members, which knows the documents of both, also those that only one of them may read. */
async function addAgent(index: number, organizationId: string): Promise<void> {
  const agentId = crypto.randomUUID()
  await stack.sql()`
    insert into public.agents (id, organization_id, name, instructions, greeting, status)
    values (${agentId}, ${organizationId}, 'Twin', 'You are Mia.', '', 'published')`
  const members = PEOPLE.filter((person) => ORGANIZATION[person] === index)
  const sourceIds = [...documents.values()].filter(({ owner }) => members.includes(owner)).map(({ id }) => id)
  await giveKnowledge(stack.sql(), { organizationId, agentIds: [agentId], sourceIds })
  for (const person of members) voices.set(person, new VoiceSearcher(stack, user(person), agentId))
}

function user(person: Person): TestUser {
  const found = users.get(person)
  if (!found) throw new Error(`${person} is not there yet`)
  return found
}

/** Told by what the test itself has set, not by the database. */
function mayRead(reader: Person, { owner, visibility }: Document): boolean {
  return owner === reader || (visibility === 'organization' && ORGANIZATION[owner] === ORGANIZATION[reader])
}

type Path = (person: Person, topic: string) => Promise<string[]>

/** Each gives the sources that it found. All of them find every document of the topic that the reader may read. */
const PATHS: Record<string, Path> = {
  async table(person, topic) {
    const { data, error } = await user(person).client.schema('ai').from('chunks').select('source_id, text')
    if (error) throw error
    return data.filter(({ text }) => text.includes(`bout ${topic}`)).map(({ source_id }) => source_id)
  },
  async rpc(person, topic) {
    const p_query = `what about ${topic}?`
    const args = { p_query, p_embedding: vectors.get(p_query), p_limit: 100 }
    const { data, error } = await user(person).client.schema('ai').rpc('search', args)
    if (error) throw error
    return data.map(({ source_id }: { source_id: string }) => source_id)
  },
  async function(person, topic) {
    const body = { query: `what about ${topic}?`, limit: 30 }
    const { data, error } = await user(person).client.functions.invoke('search', { body })
    if (error) throw error
    if (data.mode !== 'hybrid') throw new Error(`searched by ${data.mode}`)
    return data.items.map((item: ContextItem) => item.source.id)
  },
  async voice(person, topic) {
    const cited = (await voices.get(person)?.search(`what about ${topic}?`)) ?? []
    return cited.map(({ source_id }) => source_id)
  },
}

/** Its owner hides what everybody saw, or shows what they did not. Answered when it is done. */
async function turn(document: Document): Promise<void> {
  const visibility = document.visibility === 'private' ? 'organization' : 'private'
  const owner = user(document.owner).client
  const { data, error } = await owner.from('documents').update({ visibility }).eq('source_id', document.id).select()
  if (error || data.length !== 1) throw error ?? new Error('The owner could not change the visibility')
  document.visibility = visibility
}

test.each(Object.entries(PATHS))(
  'many searches by %s, while visibilities change: nothing foreign, nothing missing',
  async (_, find) => {
    const all = [...documents.values()]
    const faults = { foreign: 0, missing: 0 }
    let searches = 0
    for (let round = 0; round < SEARCHES / AT_ONCE; round += 1) {
      const changed = all[(round * 7) % all.length] as Document
      await turn(changed)
      const topicIndex = all.indexOf(changed) % TOPICS.length
      const rounds = Array.from({ length: AT_ONCE }, async (_, index) => {
        const reader = PEOPLE[index % PEOPLE.length] as Person
        // Half of them look for what has just changed.
        const number = (index < AT_ONCE / 2 ? topicIndex : topicIndex + index) % TOPICS.length
        const found = new Set(await find(reader, TOPICS[number]?.[0] ?? ''))
        const wanted = all.filter((document, at) => at % TOPICS.length === number && mayRead(reader, document))
        faults.foreign += [...found].filter((id) => !mayRead(reader, documents.get(id) as Document)).length
        faults.missing += wanted.filter(({ id }) => !found.has(id)).length
        searches += 1
      })
      await Promise.all(rounds)
    }
    expect({ searches, ...faults }).toEqual({ searches: SEARCHES, foreign: 0, missing: 0 })
  },
  600_000,
)
