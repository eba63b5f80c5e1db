import type { InsertAttempt, TableExpectation } from '../matrix/expectation.ts'
import { inPerson } from '../matrix/rule.ts'
import { readersOfSource } from '../matrix/source-rules.ts'
import type { OrganizationName } from '../world/people.ts'
import { type PlantedSource, plantedKnowledgeBase, plantedSource } from '../world/planted-knowledge.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const readers = [inPerson(readersOfSource('source_id'))]

const into = (where: OrganizationName, source: PlantedSource): InsertAttempt => ({
  says: `${source.by}'s ${source.visibility} source into ${where}'s`,
  row: () => ({
    knowledge_base_id: plantedKnowledgeBase(where),
    source_id: source.id,
    organization_id: ORGANIZATIONS[source.in].id,
  }),
  by: readers,
})

export const aiIndexedSources = {
  table: 'ai.indexed_sources',
  seenBy: [readersOfSource('source_id')],
  deletedBy: readers,
  columns: { read: 'all', insert: ['knowledge_base_id', 'source_id', 'organization_id'] },
  inserts: [
    into('north', plantedSource('max', { visibility: 'private' })),
    into('north', plantedSource('max', { visibility: 'organization' })),
    into('south', plantedSource('sam')),
    // sources and knowledge bases of two organisations do not go together, whoever tries
    { ...into('south', plantedSource('ivy', { in: 'north' })), by: [], otherwise: crossing, service: '23503' },
  ],
  service: { move: ['23503'] },
} satisfies TableExpectation

function crossing(actor: { person: string | null }) {
  return actor.person === 'ivy' ? '23503' : 'denied'
}
