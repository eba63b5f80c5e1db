import type { TableExpectation } from '../matrix/expectation.ts'
import { adminsOf, inPerson, membersOf } from '../matrix/rule.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const admins = [inPerson(adminsOf('organization_id'))]

export const aiToolHosts = {
  table: 'ai.tool_hosts',
  seenBy: [membersOf('organization_id')],
  deletedBy: admins,
  columns: { read: 'all', insert: ['organization_id', 'host'] },
  inserts: [
    {
      says: 'one of North',
      row: () => ({ organization_id: ORGANIZATIONS.north.id, host: 'mine.example.com' }),
      by: admins,
    },
    {
      says: 'one of South',
      row: () => ({ organization_id: ORGANIZATIONS.south.id, host: 'mine.example.com' }),
      by: admins,
    },
  ],
} satisfies TableExpectation
