import type { InsertAttempt, TableExpectation } from '../matrix/expectation.ts'
import { adminsOf, inPerson, membersOf } from '../matrix/rule.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const admins = [inPerson(adminsOf('organization_id'))]

const tool = (where: 'north' | 'south'): InsertAttempt => ({
  says: `one of ${ORGANIZATIONS[where].name}`,
  row: () => ({
    organization_id: ORGANIZATIONS[where].id,
    name: 'another',
    description: 'Mine.',
    kind: 'http',
    config: '{"url": "https://mine.example.com/"}',
  }),
  by: admins,
})

export const aiTools = {
  table: 'ai.tools',
  seenBy: [membersOf('organization_id')],
  changedBy: admins,
  deletedBy: admins,
  columns: {
    read: 'all',
    insert: [
      'organization_id',
      'name',
      'description',
      'kind',
      'parameters',
      'config',
      'needs_approval',
      'repeatable',
      'enabled',
    ],
    update: ['name', 'description', 'parameters', 'config', 'needs_approval', 'repeatable', 'enabled'],
  },
  inserts: [
    tool('north'),
    tool('south'),
    {
      says: "one in another's name",
      row: (world) => ({ ...tool('north').row(world, {} as never), created_by: world.accounts.otto.id }),
      by: [],
    },
  ],
  // agents of its organisation have it, and the other has one of the name
  service: { move: ['23503', '23505'] },
} satisfies TableExpectation
