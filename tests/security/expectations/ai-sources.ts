import type { TableExpectation } from '../matrix/expectation.ts'
import { readersOfSource } from '../matrix/source-rules.ts'
import { ORGANIZATIONS, sha256 } from '../world/planted-rows.ts'

export const aiSources = {
  table: 'ai.sources',
  seenBy: [readersOfSource('id')],
  columns: { read: 'all' },
  inserts: [
    {
      says: 'a source of North',
      row: () => ({
        organization_id: ORGANIZATIONS.north.id,
        kind: 'text',
        bytes: 1,
        sha256: sha256('new'),
        storage_path: 'new',
      }),
      by: [],
    },
  ],
  // its document is of its organisation
  service: { move: ['23503'] },
} satisfies TableExpectation
