import type { TestUser } from '../../stack-fixture.ts'
import type { NeighbourValues } from '../stranger/function-attempts.ts'
import type { PersonName } from '../world/people.ts'
import { plantedCall } from '../world/planted-calls.ts'
import { ORPHANED_FILE, plantedKnowledgeBase, plantedLease, plantedSource } from '../world/planted-knowledge.ts'
import { ORGANIZATIONS, plantedAgent } from '../world/planted-rows.ts'
import { plantedSegment } from '../world/planted-segment.ts'

/** What functions of the database are called with: ids of one person, and words that would be taken. */
export function valuesOf(name: 'mia' | 'max' | 'otto', people: Record<PersonName, TestUser>): NeighbourValues {
  const where = name === 'otto' ? 'south' : 'north'
  const call = plantedCall(name)
  const source = plantedSource(name === 'otto' ? 'otto' : 'mia')
  return {
    uuids: {
      organization: ORGANIZATIONS[where].id,
      user: people[name].id,
      owner: people[name].id,
      agent: plantedAgent(where),
      call: call.id,
      segment: plantedSegment(call),
      source: source.id,
      lease: plantedLease(source),
      knowledge: plantedKnowledgeBase(where),
    },
    texts: {
      name: 'Made up',
      email: 'made-up@example.test',
      role: 'admin',
      query: 'secret',
      event: 'made_up',
      message: 'made up',
      level: 'info',
      kind: 'text',
      sha256: source.sha256,
      visibility: 'private',
      mode: 'text',
      language: 'simple',
      path: ORPHANED_FILE,
      text: 'Hello',
      decision: 'approve',
    },
  }
}
