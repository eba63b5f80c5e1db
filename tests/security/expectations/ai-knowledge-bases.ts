import type { TableExpectation } from '../matrix/expectation.ts'
import { adminsOf, inPerson, membersOf } from '../matrix/rule.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const admins = [inPerson(adminsOf('organization_id'))]

export const aiKnowledgeBases = {
  table: 'ai.knowledge_bases',
  seenBy: [membersOf('organization_id')],
  changedBy: admins,
  deletedBy: admins,
  columns: { read: 'all', insert: ['organization_id', 'name', 'description'], update: ['name', 'description'] },
  inserts: [
    { says: 'one of North', row: () => ({ organization_id: ORGANIZATIONS.north.id, name: 'New' }), by: admins },
    { says: 'one of South', row: () => ({ organization_id: ORGANIZATIONS.south.id, name: 'New' }), by: admins },
    {
      says: "one in another's name",
      row: (world) => ({ organization_id: ORGANIZATIONS.north.id, name: 'New', created_by: world.accounts.otto.id }),
      by: [],
    },
  ],
  // what it holds is of its organisation
  service: { move: ['23503'] },
} satisfies TableExpectation
