import type { Actor } from '../matrix/actor.ts'
import type { DeclaredCall, FunctionExpectation } from '../matrix/expectation.ts'
import { readsSource } from '../matrix/source-rules.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import {
  INDEXED_SOURCES,
  PLANTED_EMBEDDING,
  PLANTED_SOURCES,
  type PlantedSource,
  plantedKnowledgeBase,
  plantedSource,
} from '../world/planted-knowledge.ts'
import { secretOf } from '../world/secret-of.ts'

const otto = plantedSource('otto')

/** The chunks of complete runs that the actor may read, of these sources. */
function found(actor: Actor, world: WorldFacts, sources: PlantedSource[]) {
  const readable = sources.filter((source) => source.runId && readsSource(actor, world, source))
  return {
    gives: readable.map(({ id, runId }) => ({
      source_id: id,
      document_name: secretOf(`document ${id}`),
      text: `harbour ${secretOf(`chunk ${runId}`)}`,
    })),
  }
}

const search = (says: string, args: Record<string, unknown>, among = PLANTED_SOURCES): DeclaredCall => ({
  says,
  args: () => ({ p_limit: 100, ...args }),
  answer: (actor, world) => found(actor, world, among),
})

const words = { p_query: 'harbour', p_mode: 'text' }
const meaning = { p_embedding: PLANTED_EMBEDDING, p_mode: 'vector' }

export const aiSearch = {
  function:
    'ai.search(text, real[], uuid[], uuid[], timestamp with time zone, timestamp with time zone, text, text, integer)',
  executableBy: ['authenticated'],
  calls: [
    search('by a word', words),
    search('by meaning', meaning),
    search('by both', { ...words, ...meaning, p_mode: 'hybrid' }),
    search(
      "in South's knowledge base",
      { ...words, p_knowledge_base_ids: [plantedKnowledgeBase('south')] },
      INDEXED_SOURCES.filter((source) => source.in === 'south'),
    ),
    search("in Otto's source", { ...meaning, p_source_ids: [otto.id] }, [otto]),
    search(
      "by a word of Otto's",
      { p_query: secretOf(`chunk ${otto.runId}`), p_mode: 'text', p_source_ids: [otto.id] },
      [otto],
    ),
  ],
} satisfies FunctionExpectation
