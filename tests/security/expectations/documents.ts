import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson } from '../matrix/rule.ts'
import { giverOfSource, readersOfSource } from '../matrix/source-rules.ts'
import { plantedSource } from '../world/planted-knowledge.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const other = plantedSource('otto')

export const documents = {
  table: 'public.documents',
  seenBy: [readersOfSource('source_id')],
  changedBy: [inPerson(giverOfSource('source_id'))],
  columns: { read: 'all', update: ['name', 'visibility'] },
  inserts: [
    {
      says: "a document of one's own for Otto's source",
      row: (world, actor) => ({
        source_id: other.id,
        organization_id: ORGANIZATIONS.south.id,
        user_id: actor.id ?? world.accounts.stray.id,
        name: 'Mine',
      }),
      by: [],
      // every planted source has one
      service: '23505',
    },
  ],
  // a document is of its source's organisation
  service: { move: ['23503'] },
} satisfies TableExpectation
